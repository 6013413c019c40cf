using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Optimizers;

/// <summary>
/// Makes steps out of gradients, the same way for every engine, and remembers what its formula needs from step to step:
/// <see cref="OptimizerSettings"/> has the formulas.
/// </summary>
/// <remarks>The same gradients give the same bits, whatever engine they come from and however wide the processor's vectors are.</remarks>
public abstract class Optimizer
{
    private readonly IReadOnlyList<LearnedTensor> _tensors;
    private readonly string[] _kinds;

    /// <summary>By tensor and kind.</summary>
    private readonly float[][][] _memory;

    private protected Optimizer(OptimizerSettings settings, IReadOnlyList<LearnedTensor> tensors, string[] kinds)
    {
        Settings = settings;
        _tensors = tensors;
        _kinds = kinds;
        _memory = [.. tensors.Select(tensor => kinds.Select(_ => new float[tensor.Count]).ToArray())];
    }

    /// <summary>Which optimizer it is.</summary>
    public OptimizerSettings Settings { get; }

    /// <summary>Steps it has taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Makes an optimizer that remembers nothing yet.</summary>
    /// <param name="settings">Which one.</param>
    /// <param name="tensors">What it moves.</param>
    public static Optimizer Create(OptimizerSettings settings, IReadOnlyList<LearnedTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tensors);
        return settings.Kind switch
        {
            OptimizerKind.SGD => new Optimizer<PlainRule>(settings, tensors),
            OptimizerKind.Momentum => new Optimizer<MomentumRule>(settings, tensors),
            OptimizerKind.Nesterov => new Optimizer<NesterovRule>(settings, tensors),
            OptimizerKind.RMSProp => new Optimizer<RmsPropRule>(settings, tensors),
            OptimizerKind.Adam => new Optimizer<AdamRule>(settings, tensors),
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "There is no such optimizer."),
        };
    }

    /// <summary>Makes an optimizer that goes on where another one stood.</summary>
    /// <param name="state">What that one remembered.</param>
    /// <param name="tensors">What it moves.</param>
    /// <exception cref="ArgumentException">The state is not that of an optimizer of these tensors.</exception>
    public static Optimizer Create(OptimizerState state, IReadOnlyList<LearnedTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(state);
        Optimizer optimizer = Create(state.Settings, tensors);
        optimizer.Write(state);
        return optimizer;
    }

    /// <summary>Moves all tensors along their gradients.</summary>
    /// <param name="learningRate">How far.</param>
    public void Step(float learningRate)
    {
        Begin(learningRate, ++Steps);
        for (int tensor = 0; tensor < _tensors.Count; tensor++)
        {
            LearnedTensor moved = _tensors[tensor];
            float[][] memory = _memory[tensor];
            for (int row = 0; row < moved.Rows; row++)
            {
                int start = row * moved.Columns;
                Span<float> first = memory.Length > 0 ? memory[0].AsSpan(start, moved.Columns) : [];
                Span<float> second = memory.Length > 1 ? memory[1].AsSpan(start, moved.Columns) : [];
                Move(moved.Values(row), moved.Gradient(row), first, second);
            }
        }
    }

    /// <summary>A copy of all it remembers.</summary>
    public OptimizerState ReadState() =>
        new(Settings, Steps, [.. Memory().Select(entry => new NamedTensor(entry.Shape.Name, entry.Shape.Shape, [.. entry.Values]))]);

    /// <summary>Prepares the formula for a step.</summary>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="step">Counted from 1.</param>
    private protected abstract void Begin(float learningRate, long step);

    /// <summary>Moves consecutive numbers.</summary>
    private protected abstract void Move(Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second);

    private void Write(OptimizerState state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state.Steps, nameof(state));
        (TensorShape Shape, float[] Values)[] memory = [.. Memory()];
        TensorShape.CheckFit([.. memory.Select(entry => entry.Shape)], state.Memory, $"the memory of {Settings}");
        foreach (((_, float[] target), NamedTensor source) in memory.Zip(state.Memory))
            source.Values.CopyTo(target, 0);
        Steps = state.Steps;
    }

    private IEnumerable<(TensorShape Shape, float[] Values)> Memory() =>
        from tensor in Enumerable.Range(0, _tensors.Count)
        from kind in Enumerable.Range(0, _kinds.Length)
        let shape = _tensors[tensor].Shape
        select (new TensorShape($"{shape.Name}.{_kinds[kind]}", shape.Shape), _memory[tensor][kind]);
}
