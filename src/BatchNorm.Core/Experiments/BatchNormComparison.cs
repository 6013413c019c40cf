using System.Globalization;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

/// <summary>
/// Two runs that differ in batch normalization and in nothing else: the same initial weights, the same batches in the same
/// order. The lesson's pairs shared the weights only.
/// </summary>
public sealed record BatchNormComparison : PublishedExperiment
{
    /// <summary>The accuracy whose first sample <see cref="StepsTo90Without"/> and <see cref="StepsTo90With"/> tell.</summary>
    private const double GoodAccuracy = 0.9;

    /// <summary>A comparison of which nothing is known yet.</summary>
    public BatchNormComparison()
    {
    }

    /// <summary>The comparison of an experiment, without its results.</summary>
    public BatchNormComparison(PublishedExperiment experiment)
        : base(experiment)
    {
    }

    /// <summary>The bits of the vectors both were computed with, or null where the engine does not tell or they differ.</summary>
    public int? VectorWidth { get; init; }

    /// <summary>The share of test images the network without batch normalization predicts right, 0 to 1.</summary>
    public double TestAccuracyWithout { get; init; }

    /// <summary>The share of test images the network with batch normalization predicts right, 0 to 1.</summary>
    public double TestAccuracyWith { get; init; }

    /// <summary>The share of training images the network without batch normalization predicts right, or null.</summary>
    public double? TrainingAccuracyWithout { get; init; }

    /// <summary>The share of training images the network with batch normalization predicts right, or null.</summary>
    public double? TrainingAccuracyWith { get; init; }

    /// <summary>The share of images given one at a time that the network without batch normalization predicts right, or null.</summary>
    public double? IndividualAccuracyWithout { get; init; }

    /// <summary>The share of images given one at a time that the network with batch normalization predicts right, or null.</summary>
    public double? IndividualAccuracyWith { get; init; }

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

    /// <summary>The same without its name and what others reported, which make no other comparison of the same settings.</summary>
    internal BatchNormComparison WithoutName() => this with
    {
        Name = "",
        PublishedTestAccuracyWithout = null,
        PublishedTestAccuracyWith = null,
        PublishedIndividualAccuracyWith = null,
    };

    /// <summary>Puts the two runs of an experiment side by side.</summary>
    public static BatchNormComparison Of(TrainingRun without, TrainingRun with)
    {
        ArgumentNullException.ThrowIfNull(with);
        return Of(new PublishedExperiment(with) { Name = "" }, without, with);
    }

    /// <summary>Puts the two runs of an experiment side by side, and beside what somebody else reported.</summary>
    /// <param name="experiment">Names the experiment, and says what was reported for it.</param>
    /// <param name="without">The run without batch normalization.</param>
    /// <param name="with">The run with batch normalization; the comparison has its settings.</param>
    public static BatchNormComparison Of(PublishedExperiment experiment, TrainingRun without, TrainingRun with)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(without);
        ArgumentNullException.ThrowIfNull(with);
        string initialWeights = Common(without.InitialWeightsHash, with.InitialWeightsHash);
        string batchOrder = Common(without.BatchOrderHash, with.BatchOrderHash);
        string dataset = Common(without.DatasetHash, with.DatasetHash);
        var run = new PublishedExperiment(with)
        {
            Name = experiment.Name,
            PublishedTestAccuracyWithout = experiment.PublishedTestAccuracyWithout,
            PublishedTestAccuracyWith = experiment.PublishedTestAccuracyWith,
            PublishedIndividualAccuracyWith = experiment.PublishedIndividualAccuracyWith,
        };
        return new BatchNormComparison(run)
        {
            DatasetHash = dataset,
            VectorWidth = without.VectorWidth == with.VectorWidth ? with.VectorWidth : null,
            TestAccuracyWithout = without.TestAccuracy,
            TestAccuracyWith = with.TestAccuracy,
            TrainingAccuracyWithout = without.TrainingAccuracy,
            TrainingAccuracyWith = with.TrainingAccuracy,
            IndividualAccuracyWithout = without.IndividualAccuracy,
            IndividualAccuracyWith = with.IndividualAccuracy,
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

    /// <summary>The experiment in short, and both test accuracies.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{base.ToString()}: {TestAccuracyWithout:0.0000} without, {TestAccuracyWith:0.0000} with");

    /// <summary>What both sides have in common; empty where they differ, or where neither was recorded.</summary>
    private static string Common(string without, string with) => without == with ? with : "";
}
