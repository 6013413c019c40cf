using System.Globalization;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Testing;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

/// <summary>The settings of one comparison: everything that fixes its outcome but the data.</summary>
public sealed record Experiment
{
    /// <summary>What its result is called, or empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>What somebody else reported for it, to be shown beside the result.</summary>
    public PublishedAccuracy Published { get; init; } = new();

    /// <summary>How the layers of both networks are connected.</summary>
    public NetworkShape Shape { get; init; } = new();

    /// <summary>The non-linearity of the hidden layers.</summary>
    public Activation Activation { get; init; }

    /// <summary>The standard deviation of the initial weights: 0.05 is the lesson's good start, 5 its bad one.</summary>
    public double WeightScale { get; init; } = 0.05;

    /// <summary>The constants of the network that has batch normalization.</summary>
    public BatchNormSettings BatchNorm { get; init; } = new();

    /// <summary>How both networks are trained; its seed also draws the weights both start from.</summary>
    public TrainingSettings Training { get; init; } = new();

    /// <summary>How both networks are tested at the end.</summary>
    public TestSettings Test { get; init; } = new();

    /// <summary>What computes.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>One of the two networks of the comparison.</summary>
    /// <param name="data">What it is trained on; how large its images are and how many classes it has.</param>
    /// <param name="useBatchNorm">Which of the two. Drawn from the same scale and seed, both start from the same weights.</param>
    /// <exception cref="ArgumentException">The shape is none, or not one for such images.</exception>
    public NetworkDefinition Define(Dataset data, bool useBatchNorm)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Shape.Define(data.Images, data.Classes, Activation, useBatchNorm ? BatchNorm : null);
    }

    /// <summary>The name, where there is one, and the settings that are most often varied.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Name.Length == 0 ? "" : $"{Name}: ")}{(Shape.Architecture == Architecture.FullyConnected ? "" : $"{Shape.Architecture} ")}{Activation}, learning rate {Training.LearningRate}, weight scale {WeightScale}, seed {Training.Seed}");
}
