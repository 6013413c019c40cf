using BatchNorm.Collections;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using BatchNorm.Testing;

namespace BatchNorm.Training;

/// <summary>
/// A network as users hold it: a definition, the weights it starts from, and, once it is first used, the memory an engine
/// keeps it in. Training it again goes on from where it is, in the order of its batches and with what its optimizer remembers: trained in
/// pieces it is trained in one go. Another optimizer, or another momentum, begins with an empty memory.
/// </summary>
/// <remarks>
/// Any number of threads may test and read it, also while it is trained: each sees it as it is between two steps. One training at a time
/// has its turn, and others wait for theirs.
/// </remarks>
public sealed class NeuralNet : IDisposable
{
    private readonly IEngine _engine;
    private readonly Lazy<INetwork> _network;
    private readonly NetworkAccess _access = new();
    private BatchPosition? _position;
    private Learner? _learner;

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

    /// <summary>A network whose weights are drawn, and which no training has moved.</summary>
    /// <param name="name">Its name, or null for "With Batch Norm" or "Without Batch Norm".</param>
    /// <param name="definition">Its layers.</param>
    /// <param name="weightScale">The standard deviation of its weights.</param>
    /// <param name="seed">The seed they are drawn from.</param>
    /// <param name="engine">What computes, or the choice of it.</param>
    /// <exception cref="ArgumentException">The engine cannot compute the network.</exception>
    public static NeuralNet Draw(string? name, NetworkDefinition definition, double weightScale, int seed, EngineKind engine)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new NeuralNet(name, definition.Draw(weightScale, seed), weightScale, seed, EngineSelection.For(engine, definition));
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

    /// <summary>What computes it, for copies of it to be computed by.</summary>
    internal IEngine Computing => _engine;

    /// <summary>The library that computes it, and its version, or null where the module itself does.</summary>
    internal string? Library => _engine.Library;

    /// <summary>Whether another program made its numbers: it may have been trained there, whatever is known of that.</summary>
    public bool IsImported { get; init; }

    /// <summary>Steps it has been trained, in all trainings together.</summary>
    public int TrainedBatches { get; private set; }

    /// <summary>"With Batch Norm" or "Without Batch Norm", as the lesson calls its two networks.</summary>
    public static string DefaultName(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.BatchNorm is null ? "Without Batch Norm" : "With Batch Norm";
    }

    /// <summary>
    /// An experiment with this network: how it is trained and tested is the experiment's, what is trained is the network's own.
    /// </summary>
    internal Experiment Described(Experiment experiment)
    {
        ExperimentSettings own = Definition.Settings with { Name = Name, WeightScale = WeightScale, Engine = Engine };
        return new Experiment(SettingTable.Combine(own, experiment, SettingPart.Training, SettingPart.Test)) { Seed = experiment.Seed };
    }

    /// <summary>Tests it as <see cref="NetworkTester.Test"/> does; unchanged by that.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public TestResult Test(Dataset dataset, TestSettings settings, CancellationToken cancellation = default) =>
        Read(network => NetworkTester.Test(network, Name, dataset, settings, cancellation), cancellation);

    /// <summary>A copy of all its parameters as they are now.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public NetworkParameters ReadParameters() => Read(network => network.ReadParameters());

    /// <summary>A copy of all that its further training depends on, as it is between two steps.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public NeuralNetState ReadState() =>
        Read(network => new NeuralNetState(network.ReadState(), _learner?.ReadState(), _position?.Read(), TrainedBatches));

    /// <summary>Makes it what another network was when its state was read; waits for a training under way to end.</summary>
    /// <param name="state">The state of a network of the same definition and engine.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ArgumentException">It is the state of something else; nothing is changed then.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public void WriteState(NeuralNetState state, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfNegative(state.TrainedBatches, nameof(state));
        BeginTraining(cancellation);
        try
        {
            Restore(state, cancellation);
        }
        finally
        {
            EndTraining();
        }
    }

    /// <summary>
    /// Gives the engine's memory back, once the tests under way have ended. The network cannot be used afterwards; a training under way
    /// ends with an <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        if (_access.Close() && _network.IsValueCreated)
            _network.Value.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Definition})";

    /// <summary>Waits for the turn of a training, and takes it.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    internal void BeginTraining(CancellationToken cancellation) => _access.BeginTraining(cancellation);

    /// <summary>Ends the turn of a training.</summary>
    internal void EndTraining() => _access.EndTraining();

    /// <summary>What <see cref="WriteState"/> does, for the training whose turn it is.</summary>
    internal void Restore(NeuralNetState state, CancellationToken cancellation)
    {
        _access.BeginStep(cancellation);
        try
        {
            Learner? learner = state.Optimizer is { } optimizer ? new Learner(_network.Value, optimizer) : null;
            BatchPosition? position = state.Order is { } order ? new BatchPosition(order) : null;
            _network.Value.WriteState(state.Network);
            _learner = learner;
            _position = position;
            TrainedBatches = state.TrainedBatches;
        }
        finally
        {
            _access.EndStep();
        }
    }

    /// <summary>
    /// The order of the training images for the training whose turn it is: from where the network stands in it or, where it was last trained
    /// in another order, from its beginning.
    /// </summary>
    /// <param name="dataset">The data whose training images are put in order.</param>
    /// <param name="seed">Fixes the order.</param>
    /// <param name="back">Images that the training took before, where it goes on from a checkpoint: it begins before them.</param>
    internal BatchOrder OrderFor(Dataset dataset, int seed, long back)
    {
        if (_position is null || !_position.IsIn(dataset, seed))
            _position = new BatchPosition(dataset, seed);
        return _position.ToOrder(back);
    }

    /// <summary>Takes one step with the next batch of <see cref="OrderFor"/>; for the training whose turn it is.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while somebody read the network.</exception>
    internal void Step(MiniBatch batch, OptimizerSettings optimizer, float learningRate, CancellationToken cancellation)
    {
        _access.BeginStep(cancellation);
        try
        {
            if (_learner is null || _learner.Settings != optimizer)
                _learner = new Learner(_network.Value, optimizer);
            _learner.Step(batch, learningRate);
            _position!.Advance(batch);
            TrainedBatches++;
        }
        finally
        {
            _access.EndStep();
        }
    }

    /// <summary>Reads the network as it is between two steps. The reading must not begin another.</summary>
    /// <param name="read">Reads; changes nothing, and lets nobody have the network it is given.</param>
    /// <param name="cancellation">Ends the waiting for a step that is under way.</param>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    internal T Read<T>(Func<INetwork, T> read, CancellationToken cancellation = default)
    {
        _access.BeginReading(cancellation);
        try
        {
            return read(_network.Value);
        }
        finally
        {
            _access.EndReading();
        }
    }
}
