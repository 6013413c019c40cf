using System.Globalization;
using BatchNorm.Collections;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Testing;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

/// <summary>
/// One experiment of the lesson: its settings, flat and named as results name them, what the lesson printed, and what it is there to
/// show.
/// </summary>
public sealed record LessonExperiment
{
    /// <summary>The cell of the lesson, as "In4".</summary>
    public string Name { get; init; } = "";

    /// <summary>What it has in common with others.</summary>
    public ValueList<LessonGroup> Groups { get; init; } = [];

    /// <summary>The data what it printed is of.</summary>
    public string Dataset { get; init; } = DatasetCatalogue.Mnist.Name;

    /// <summary>How the layers are connected.</summary>
    public Architecture Architecture { get; init; } = Architecture.FullyConnected;

    /// <summary>The non-linearity of the hidden layers.</summary>
    public Activation Activation { get; init; }

    /// <summary>The step size of gradient descent.</summary>
    public double LearningRate { get; init; }

    /// <summary>The standard deviation of the initial weights.</summary>
    public double WeightScale { get; init; }

    /// <summary>Units of each hidden layer, as "100,100,100".</summary>
    public string HiddenLayer { get; init; } = "100,100,100";

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 60;

    /// <summary>
    /// The seed to run it with: the number of its cell, so that the lesson's repeats of the same settings are runs of their own. The
    /// lesson itself fixed none.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>Steps trained.</summary>
    public int TrainingBatches { get; init; }

    /// <summary>Steps between accuracy samples.</summary>
    public int BatchesPerSample { get; init; }

    /// <summary>Where in a hidden layer the normalization stands.</summary>
    public BatchNormPlacement Placement { get; init; } = BatchNormPlacement.BeforeActivation;

    /// <summary>Added to the variance before the square root.</summary>
    public double Epsilon { get; init; } = 0.001;

    /// <summary>The share of the old population estimate that is kept at each batch.</summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>Whether the population statistics are never moved: not in these experiments.</summary>
    public bool SkipPopulationUpdate { get; init; }

    /// <summary>Whether the test normalizes with the statistics of the images given: In [23], the mistake made on purpose.</summary>
    public bool UseBatchStatistics { get; init; }

    /// <summary>Test images given one at a time: 200 in In [23] and In [24], else 0.</summary>
    public int IndividualPredictions { get; init; }

    /// <summary>The lesson's accuracy on the 5,000 validation images without batch normalization, or null where it trained no such network.</summary>
    public double? PublishedValidationAccuracyWithout { get; init; }

    /// <summary>The lesson's accuracy on the 5,000 validation images with batch normalization.</summary>
    public double? PublishedValidationAccuracyWith { get; init; }

    /// <summary>The lesson's accuracy on the 10,000 test images without batch normalization, or null where it trained no such network.</summary>
    public double? PublishedTestAccuracyWithout { get; init; }

    /// <summary>The lesson's accuracy on the 10,000 test images with batch normalization.</summary>
    public double? PublishedTestAccuracyWith { get; init; }

    /// <summary>The lesson's accuracy on 200 images given one at a time, or null where it made no such test.</summary>
    public double? PublishedIndividualAccuracyWith { get; init; }

    /// <summary>What the lesson says here, in one sentence of this module's own.</summary>
    public string Claim { get; init; } = "";

    /// <summary>The experiment, to be run.</summary>
    public Experiment ToExperiment() => new()
    {
        Name = Name,
        Published = new PublishedAccuracy
        {
            TestWithout = PublishedTestAccuracyWithout,
            TestWith = PublishedTestAccuracyWith,
            IndividualWith = PublishedIndividualAccuracyWith,
        },
        Shape = new NetworkShape
        {
            Architecture = Architecture,
            HiddenLayer = [.. HiddenLayer.Split(',').Select(width => int.Parse(width, CultureInfo.InvariantCulture))],
        },
        Activation = Activation,
        WeightScale = WeightScale,
        BatchNorm = new BatchNormSettings
        {
            Epsilon = Epsilon,
            Decay = Decay,
            Placement = Placement,
            SkipPopulationUpdate = SkipPopulationUpdate,
        },
        Training = new TrainingSettings
        {
            LearningRate = LearningRate,
            TrainingBatches = TrainingBatches,
            BatchesPerSample = BatchesPerSample,
            BatchSize = BatchSize,
            Seed = Seed,
        },
        Test = new TestSettings
        {
            Statistics = UseBatchStatistics ? StatisticsSource.Batch : StatisticsSource.Population,
            IndividualPredictions = IndividualPredictions,
        },
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Claim}";
}
