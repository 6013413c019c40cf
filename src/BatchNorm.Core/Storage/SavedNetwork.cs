using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Storage;

/// <summary>A network as a file keeps it: its numbers, and how it came by them.</summary>
public sealed record SavedNetwork
{
    /// <summary>The definition and all numbers of the network; NaN among them where its training diverged.</summary>
    public required NetworkParameters Parameters { get; init; }

    /// <summary>What results and plots call it.</summary>
    public required string Name { get; init; }

    /// <summary>The standard deviation its weights were drawn with; above 0, in float32 as well.</summary>
    public required double WeightScale
    {
        get;
        init => field = PositiveFloat32.Checked(value, nameof(WeightScale), "The weight scale");
    }

    /// <summary>The seed its weights were drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>What computed when it was saved. Any engine can go on with it.</summary>
    public required EngineKind Engine { get; init; }

    /// <summary>Steps it has been trained, in all trainings together; 0 if never.</summary>
    public required int TrainedBatches
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TrainedBatches), value, "The steps trained must be at least 0.");
    }

    /// <summary>How it was trained last, on what data and with what seed, or null where it never was.</summary>
    public Experiment? Training { get; init; }

    /// <summary>Takes a copy of a network as it is now.</summary>
    /// <param name="network">The network.</param>
    /// <param name="training">How it was trained last, or null where it never was.</param>
    public static SavedNetwork Of(NeuralNet network, Experiment? training = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Read(computation => new SavedNetwork
        {
            Parameters = computation.ReadParameters(),
            Name = network.Name,
            WeightScale = network.WeightScale,
            Seed = network.Seed,
            Engine = network.Engine,
            TrainedBatches = network.TrainedBatches,
            Training = training,
        });
    }

    /// <summary>Makes a network that goes on from here.</summary>
    /// <param name="engine">What computes from now on; it need not be the engine that computed before.</param>
    public NeuralNet ToNeuralNet(IEngine engine) => new(Name, Parameters, WeightScale, Seed, engine, TrainedBatches);
}
