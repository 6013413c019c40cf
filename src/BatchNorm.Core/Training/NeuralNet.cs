using BatchNorm.Collections;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Testing;

namespace BatchNorm.Training;

/// <summary>
/// A network as users hold it: a definition, the weights it starts from, and, once it is first used, the memory an engine
/// keeps it in. Training it again goes on from where it is.
/// </summary>
public sealed class NeuralNet : IDisposable
{
    private readonly IEngine _engine;
    private readonly Lazy<INetwork> _network;

    /// <summary>Describes a network that starts from given parameters.</summary>
    /// <param name="name">Its name, or null for "With Batch Norm" or "Without Batch Norm".</param>
    /// <param name="parameters">What it starts from.</param>
    /// <param name="weightScale">The standard deviation its weights were drawn with.</param>
    /// <param name="seed">The seed they were drawn from.</param>
    /// <param name="engine">What computes; it is first used when the network is trained or tested.</param>
    /// <param name="trainedBatches">Steps it was trained before; 0 for a new one.</param>
    public NeuralNet(
        string? name, NetworkParameters parameters, double weightScale, int seed, IEngine engine, int trainedBatches = 0)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(engine);
        Definition = parameters.Definition;
        Name = string.IsNullOrEmpty(name) ? DefaultName(Definition) : name;
        WeightScale = weightScale;
        Seed = seed;
        TrainedBatches = trainedBatches;
        _engine = engine;
        _network = new Lazy<INetwork>(() => engine.CreateNetwork(parameters));
    }

    /// <summary>What results and plots call it.</summary>
    public string Name { get; }

    /// <summary>Its layers, activation and batch normalization.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>How its layers are connected.</summary>
    public Architecture Architecture => Definition.Architecture;

    /// <summary>Units of each fully connected hidden layer.</summary>
    public ValueList<int> HiddenLayer => [.. Definition.HiddenLayers];

    /// <summary>The non-linearity of the hidden layers.</summary>
    public Activation Activation => Definition.Activation;

    /// <summary>Whether the hidden layers are normalized.</summary>
    public bool UseBatchNorm => Definition.BatchNorm is not null;

    /// <summary>The standard deviation its weights were drawn with.</summary>
    public double WeightScale { get; }

    /// <summary>The seed its weights were drawn from.</summary>
    public int Seed { get; }

    /// <summary>What computes.</summary>
    public EngineKind Engine => _engine.Kind;

    /// <summary>The bits of the vectors it is computed with, or null where the engine does not tell.</summary>
    public int? VectorWidth => _engine.VectorWidth;

    /// <summary>Steps it has been trained, in all trainings together.</summary>
    public int TrainedBatches { get; internal set; }

    /// <summary>The network in its engine's memory.</summary>
    internal INetwork Computation => _network.Value;

    /// <summary>"With Batch Norm" or "Without Batch Norm", as the lesson calls its two networks.</summary>
    public static string DefaultName(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.BatchNorm is null ? "Without Batch Norm" : "With Batch Norm";
    }

    /// <summary>Tests it as <see cref="NetworkTester.Test"/> does; unchanged by that.</summary>
    public TestResult Test(Dataset dataset, TestSettings settings, CancellationToken cancellation = default) =>
        NetworkTester.Test(Computation, Name, dataset, settings, cancellation);

    /// <summary>A copy of all its parameters as they are now.</summary>
    public NetworkParameters ReadParameters() => Computation.ReadParameters();

    /// <summary>Gives the engine's memory back. The network cannot be used afterwards.</summary>
    public void Dispose()
    {
        if (_network.IsValueCreated)
            _network.Value.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Definition})";
}
