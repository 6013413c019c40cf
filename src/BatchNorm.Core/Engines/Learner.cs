using BatchNorm.Data;
using BatchNorm.Optimizers;
using BatchNorm.Settings;

namespace BatchNorm.Engines;

/// <summary>A network and the optimizer that moves it.</summary>
public sealed class Learner
{
    private readonly INetwork _network;

    /// <summary>Null for plain descent, which a network does by itself, at once with its gradient.</summary>
    private readonly Optimizer? _optimizer;

    /// <summary>Joins a network and an optimizer that remembers nothing yet.</summary>
    public Learner(INetwork network, OptimizerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(settings);
        _network = network;
        Settings = settings;
        _optimizer = settings.Kind == OptimizerKind.SGD ? null : Optimizer.Create(settings, network.Learned);
    }

    /// <summary>Joins a network and an optimizer that goes on where it stood.</summary>
    /// <exception cref="ArgumentException">The optimizer's memory is not of this network.</exception>
    public Learner(INetwork network, OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(state);
        _network = network;
        Settings = state.Settings;
        _optimizer = Settings.Kind == OptimizerKind.SGD ? null : Optimizer.Create(state, network.Learned);
    }

    /// <summary>Which optimizer it is.</summary>
    public OptimizerSettings Settings { get; }

    /// <summary>One step of training.</summary>
    /// <param name="batch">The images of the step.</param>
    /// <param name="learningRate">How far.</param>
    /// <exception cref="ArgumentException">The images are of another size, or labelled with a class that has no output.</exception>
    public void Step(MiniBatch batch, float learningRate)
    {
        if (_optimizer is null)
        {
            _network.Train(batch, learningRate);
            return;
        }

        _network.ComputeGradients(batch);
        _optimizer.Step(learningRate);
        GC.KeepAlive(_network); // whose memory the optimizer was writing to
    }

    /// <summary>A copy of all the optimizer remembers.</summary>
    public OptimizerState ReadState() => _optimizer?.ReadState() ?? new OptimizerState(Settings, 0, []);
}
