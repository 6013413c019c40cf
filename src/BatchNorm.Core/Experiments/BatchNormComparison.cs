using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

/// <summary>
/// Two runs that differ in batch normalization and in nothing else: the same initial weights, the same batches in the same
/// order. The lesson's pairs shared the weights only.
/// </summary>
public sealed record BatchNormComparison
{
    /// <summary>The accuracy whose first sample <see cref="StepsTo90Without"/> and <see cref="StepsTo90With"/> tell.</summary>
    private const double GoodAccuracy = 0.9;

    /// <summary>The experiment's name, as "In4" for one of the lesson's; empty where it was given none.</summary>
    public string Name { get; init; } = "";

    /// <summary>How the layers are connected.</summary>
    public Architecture Architecture { get; init; }

    /// <summary>Feature maps of each convolution, as "6,16"; empty in a network without.</summary>
    public string FeatureMaps { get; init; } = "";

    /// <summary>Rows and columns of every convolution's kernel, or null in a network without.</summary>
    public int? KernelSize { get; init; }

    /// <summary>Whether a recurrent network reads an image a pixel a step, and not a row.</summary>
    public bool PixelByPixel { get; init; }

    /// <summary>Whether a recurrent network reads the pixels in an order drawn at random, always the same.</summary>
    public bool Permuted { get; init; }

    /// <summary>The non-linearity of the hidden layers.</summary>
    public Activation Activation { get; init; }

    /// <summary>The step size of gradient descent.</summary>
    public double LearningRate { get; init; }

    /// <summary>The standard deviation of the initial weights.</summary>
    public double WeightScale { get; init; }

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; }

    /// <summary>The seed of the initial weights and of the order of the batches.</summary>
    public int Seed { get; init; }

    /// <summary>Units of each hidden layer, as "100,100,100": in words, so that it groups, sorts and goes into a CSV file.</summary>
    public string HiddenLayer { get; init; } = "";

    /// <summary>Steps trained.</summary>
    public int TrainingBatches { get; init; }

    /// <summary>Steps between accuracy samples.</summary>
    public int BatchesPerSample { get; init; }

    /// <summary>Where in a hidden layer the normalization stands.</summary>
    public BatchNormPlacement? Placement { get; init; }

    /// <summary>Which of the Torch engine's batch normalizations was asked for; null where the engine chose.</summary>
    public BatchNormImplementation? Implementation { get; init; }

    /// <summary>Added to the variance before the square root; null where nothing is normalized.</summary>
    public double? Epsilon { get; init; }

    /// <summary>The share of the old population estimate that was kept at each batch; null where nothing is normalized.</summary>
    public double? Decay { get; init; }

    /// <summary>Whether the population statistics were never moved: a mistake made on purpose.</summary>
    public bool SkipPopulationUpdate { get; init; }

    /// <summary>The data both were trained and tested on.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The SHA-256 of the images and labels both were trained and tested on, or empty where they differ.</summary>
    public string DatasetHash { get; init; } = "";

    /// <summary>What computed.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>The bits of the vectors both were computed with, or null where the engine does not tell or they differ.</summary>
    public int? VectorWidth { get; init; }

    /// <summary>The share of test images the network without batch normalization predicts right, 0 to 1.</summary>
    public double TestAccuracyWithout { get; init; }

    /// <summary>The share of test images the network with batch normalization predicts right, 0 to 1.</summary>
    public double TestAccuracyWith { get; init; }

    /// <summary>Whether both tests normalized with the statistics of the images given, a mistake made on purpose, not with the population's.</summary>
    public bool UseBatchStatistics { get; init; }

    /// <summary>Test images that were also given one at a time; 0 for none.</summary>
    public int IndividualPredictions { get; init; }

    /// <summary>The share of images given one at a time that the network without batch normalization predicts right, or null.</summary>
    public double? IndividualAccuracyWithout { get; init; }

    /// <summary>The share of images given one at a time that the network with batch normalization predicts right, or null.</summary>
    public double? IndividualAccuracyWith { get; init; }

    /// <summary>The test accuracy without batch normalization that somebody else reported, or null.</summary>
    public double? PublishedTestAccuracyWithout { get; init; }

    /// <summary>The test accuracy with batch normalization that somebody else reported, or null.</summary>
    public double? PublishedTestAccuracyWith { get; init; }

    /// <summary>The share right of images given one at a time, with batch normalization, that somebody else reported, or null.</summary>
    public double? PublishedIndividualAccuracyWith { get; init; }

    /// <summary>The step at which validation accuracy without batch normalization first reached 90 %, or null where it never did.</summary>
    public int? StepsTo90Without { get; init; }

    /// <summary>The step at which validation accuracy with batch normalization first reached 90 %, or null where it never did.</summary>
    public int? StepsTo90With { get; init; }

    /// <summary>
    /// Whether the two runs started from the very same weights and were given the very same batches of the very same data, by the hashes
    /// each run took of what it used.
    /// </summary>
    public bool IsPaired { get; init; }

    /// <summary>The SHA-256 of the weights both runs started from, or empty where they differ.</summary>
    public string InitialWeightsHash { get; init; } = "";

    /// <summary>The SHA-256 of the images both runs were trained on, in their order, or empty where they differ.</summary>
    public string BatchOrderHash { get; init; } = "";

    /// <summary>The SHA-256 of all numbers the network without batch normalization ended with.</summary>
    public string FinalParametersHashWithout { get; init; } = "";

    /// <summary>The SHA-256 of all numbers the network with batch normalization ended with.</summary>
    public string FinalParametersHashWith { get; init; } = "";

    /// <summary>The run without batch normalization.</summary>
    public TrainingRun WithoutBatchNorm { get; init; } = new();

    /// <summary>The run with batch normalization.</summary>
    public TrainingRun WithBatchNorm { get; init; } = new();

    /// <summary>Puts the two runs of an experiment side by side.</summary>
    public static BatchNormComparison Of(TrainingRun without, TrainingRun with) => Of(without, with, "", new PublishedAccuracy());

    /// <summary>Puts the two runs of an experiment side by side, and beside what somebody else reported.</summary>
    /// <param name="without">The run without batch normalization.</param>
    /// <param name="with">The run with batch normalization.</param>
    /// <param name="name">The experiment's name, or empty.</param>
    /// <param name="published">What somebody else reported for it.</param>
    public static BatchNormComparison Of(TrainingRun without, TrainingRun with, string name, PublishedAccuracy published)
    {
        ArgumentNullException.ThrowIfNull(without);
        ArgumentNullException.ThrowIfNull(with);
        ArgumentNullException.ThrowIfNull(published);
        string initialWeights = Common(without.InitialWeightsHash, with.InitialWeightsHash);
        string batchOrder = Common(without.BatchOrderHash, with.BatchOrderHash);
        string dataset = Common(without.DatasetHash, with.DatasetHash);
        return new BatchNormComparison
        {
            Name = name,
            Architecture = with.Architecture,
            FeatureMaps = with.FeatureMaps,
            KernelSize = with.KernelSize,
            PixelByPixel = with.PixelByPixel,
            Permuted = with.Permuted,
            Activation = with.Activation,
            LearningRate = with.LearningRate,
            WeightScale = with.WeightScale,
            BatchSize = with.BatchSize,
            Seed = with.Seed,
            HiddenLayer = with.HiddenLayer,
            TrainingBatches = with.TrainingBatches,
            BatchesPerSample = with.BatchesPerSample,
            Placement = with.Placement,
            Implementation = with.Implementation,
            Epsilon = with.Epsilon,
            Decay = with.Decay,
            SkipPopulationUpdate = with.SkipPopulationUpdate,
            Dataset = with.Dataset,
            DatasetHash = dataset,
            Engine = with.Engine,
            VectorWidth = without.VectorWidth == with.VectorWidth ? with.VectorWidth : null,
            TestAccuracyWithout = without.TestAccuracy,
            TestAccuracyWith = with.TestAccuracy,
            UseBatchStatistics = with.UseBatchStatistics,
            IndividualPredictions = with.Predictions.Length,
            IndividualAccuracyWithout = without.IndividualAccuracy,
            IndividualAccuracyWith = with.IndividualAccuracy,
            PublishedTestAccuracyWithout = published.TestWithout,
            PublishedTestAccuracyWith = published.TestWith,
            PublishedIndividualAccuracyWith = published.IndividualWith,
            StepsTo90Without = without.StepsTo(GoodAccuracy),
            StepsTo90With = with.StepsTo(GoodAccuracy),
            IsPaired = initialWeights.Length > 0 && batchOrder.Length > 0 && dataset.Length > 0,
            InitialWeightsHash = initialWeights,
            BatchOrderHash = batchOrder,
            FinalParametersHashWithout = without.FinalParametersHash,
            FinalParametersHashWith = with.FinalParametersHash,
            WithoutBatchNorm = without,
            WithBatchNorm = with,
        };
    }

    /// <summary>What both sides have in common; empty where they differ, or where neither was recorded.</summary>
    private static string Common(string without, string with) => without == with ? with : "";
}
