using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using static System.FormattableString;

namespace BatchNorm.Measurements;

/// <summary>
/// What repeats of a comparison show together: for each side the test accuracy, how often it is good and how soon, and for the pairs
/// what batch normalization adds. Flat, so that it goes into a table or a CSV file as it is. Intervals are cut to where an accuracy can be:
/// one of a mean that reaches from 0 to 1 says nothing, as those of two seeds often do.
/// </summary>
public sealed record BatchNormMeasurement
{
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

    /// <summary>Units of each hidden layer, as "100,100,100".</summary>
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

    /// <summary>Whether the tests normalized with the statistics of the images given: a mistake made on purpose.</summary>
    public bool UseBatchStatistics { get; init; }

    /// <summary>Test images that were also given one at a time; 0 for none.</summary>
    public int IndividualPredictions { get; init; }

    /// <summary>What computed.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>The data all runs were trained and tested on.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>How many seeds: the n of everything below.</summary>
    public int Count { get; init; }

    /// <summary>The seeds, as "1..20" or "1,3,7".</summary>
    public string Seeds { get; init; } = "";

    /// <summary>The test accuracy from which a run is a success.</summary>
    public double Threshold { get; init; }

    /// <summary>The validation accuracy that steps are counted to.</summary>
    public double Accuracy { get; init; }

    /// <summary>The probability with which each interval holds what it estimates.</summary>
    public double ConfidenceLevel { get; init; }

    /// <summary>The test accuracy without batch normalization that somebody else reported, or null.</summary>
    public double? PublishedTestAccuracyWithout { get; init; }

    /// <summary>The mean test accuracy without batch normalization, 0 to 1.</summary>
    public double MeanWithout { get; init; }

    /// <summary>The sample standard deviation of the test accuracy without batch normalization; null for one seed.</summary>
    public double? StandardDeviationWithout { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="MeanWithout"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanLowWithout { get; init; }

    /// <summary>The upper end of Student's interval of <see cref="MeanWithout"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanHighWithout { get; init; }

    /// <summary>The share of runs without batch normalization whose test accuracy is at least <see cref="Threshold"/>.</summary>
    public double SuccessRateWithout { get; init; }

    /// <summary>The lower end of Wilson's interval of <see cref="SuccessRateWithout"/>; null for one seed.</summary>
    public double? SuccessRateLowWithout { get; init; }

    /// <summary>The upper end of Wilson's interval of <see cref="SuccessRateWithout"/>; null for one seed.</summary>
    public double? SuccessRateHighWithout { get; init; }

    /// <summary>
    /// The median step at which <see cref="Accuracy"/> was first reached without batch normalization; null where the median run never did,
    /// or where <see cref="ReachedCountWithout"/> is null.
    /// </summary>
    public double? MedianStepsWithout { get; init; }

    /// <summary>How many runs without batch normalization reached <see cref="Accuracy"/>; null where the samples are not there to tell.</summary>
    public int? ReachedCountWithout { get; init; }

    /// <summary>How many runs without batch normalization diverged; null where the runs are not there to tell.</summary>
    public int? DivergedCountWithout { get; init; }

    /// <summary>The test accuracy with batch normalization that somebody else reported, or null.</summary>
    public double? PublishedTestAccuracyWith { get; init; }

    /// <summary>The mean test accuracy with batch normalization, 0 to 1.</summary>
    public double MeanWith { get; init; }

    /// <summary>The sample standard deviation of the test accuracy with batch normalization; null for one seed.</summary>
    public double? StandardDeviationWith { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="MeanWith"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanLowWith { get; init; }

    /// <summary>The upper end of Student's interval of <see cref="MeanWith"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanHighWith { get; init; }

    /// <summary>The share of runs with batch normalization whose test accuracy is at least <see cref="Threshold"/>.</summary>
    public double SuccessRateWith { get; init; }

    /// <summary>The lower end of Wilson's interval of <see cref="SuccessRateWith"/>; null for one seed.</summary>
    public double? SuccessRateLowWith { get; init; }

    /// <summary>The upper end of Wilson's interval of <see cref="SuccessRateWith"/>; null for one seed.</summary>
    public double? SuccessRateHighWith { get; init; }

    /// <summary>
    /// The median step at which <see cref="Accuracy"/> was first reached with batch normalization; null where the median run never did,
    /// or where <see cref="ReachedCountWith"/> is null.
    /// </summary>
    public double? MedianStepsWith { get; init; }

    /// <summary>How many runs with batch normalization reached <see cref="Accuracy"/>; null where the samples are not there to tell.</summary>
    public int? ReachedCountWith { get; init; }

    /// <summary>How many runs with batch normalization diverged; null where the runs are not there to tell.</summary>
    public int? DivergedCountWith { get; init; }

    /// <summary>The mean, over the pairs, of the test accuracy with batch normalization less that without.</summary>
    public double Difference { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="Difference"/>, cut to -1 to 1; null for one seed.</summary>
    public double? DifferenceLow { get; init; }

    /// <summary>The upper end of Student's interval of <see cref="Difference"/>, cut to -1 to 1; null for one seed.</summary>
    public double? DifferenceHigh { get; init; }

    /// <summary>The two-sided p value of Wilcoxon's signed-rank test of the paired differences; null for one seed.</summary>
    public double? WilcoxonP { get; init; }

    /// <summary>Measures a group.</summary>
    /// <exception cref="MixedDatasetsException">Its comparisons come from different data.</exception>
    /// <exception cref="ConflictingRepeatsException">It has a seed more than once, with different results.</exception>
    public static BatchNormMeasurement Of(ComparisonGroup group, MeasurementSettings settings)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(settings);
        string dataset = group.Dataset();
        IReadOnlyList<BatchNormComparison> comparisons = group.Distinct();
        SideMeasurement without = SideMeasurement.Of([.. comparisons.Select(Outcome.Without)], settings);
        SideMeasurement with = SideMeasurement.Of([.. comparisons.Select(Outcome.With)], settings);
        PairMeasurement pairs = PairMeasurement.Of(comparisons, settings.ConfidenceLevel);

        return new BatchNormMeasurement
        {
            Name = group.Settings.Name,
            Architecture = group.Settings.Architecture,
            FeatureMaps = group.Settings.FeatureMaps,
            KernelSize = group.Settings.KernelSize,
            PixelByPixel = group.Settings.PixelByPixel,
            Permuted = group.Settings.Permuted,
            Activation = group.Settings.Activation,
            LearningRate = group.Settings.LearningRate,
            WeightScale = group.Settings.WeightScale,
            BatchSize = group.Settings.BatchSize,
            HiddenLayer = group.Settings.HiddenLayer,
            TrainingBatches = group.Settings.TrainingBatches,
            BatchesPerSample = group.Settings.BatchesPerSample,
            Placement = group.Settings.Placement,
            Implementation = group.Settings.Implementation,
            Epsilon = group.Settings.Epsilon,
            Decay = group.Settings.Decay,
            SkipPopulationUpdate = group.Settings.SkipPopulationUpdate,
            UseBatchStatistics = group.Settings.UseBatchStatistics,
            IndividualPredictions = group.Settings.IndividualPredictions,
            Engine = group.Settings.Engine,
            Dataset = dataset,
            Count = comparisons.Count,
            Seeds = SeedText.Of(comparisons.Select(comparison => comparison.Seed)),
            Threshold = settings.Threshold,
            Accuracy = settings.Accuracy,
            ConfidenceLevel = settings.ConfidenceLevel,
            PublishedTestAccuracyWithout = group.Settings.PublishedTestAccuracyWithout,
            MeanWithout = without.Accuracy.Mean,
            StandardDeviationWithout = without.Accuracy.StandardDeviation,
            MeanLowWithout = without.AccuracyInterval?.Low,
            MeanHighWithout = without.AccuracyInterval?.High,
            SuccessRateWithout = without.Success.Share,
            SuccessRateLowWithout = without.SuccessInterval?.Low,
            SuccessRateHighWithout = without.SuccessInterval?.High,
            MedianStepsWithout = without.MedianSteps,
            ReachedCountWithout = without.ReachedCount,
            DivergedCountWithout = without.DivergedCount,
            PublishedTestAccuracyWith = group.Settings.PublishedTestAccuracyWith,
            MeanWith = with.Accuracy.Mean,
            StandardDeviationWith = with.Accuracy.StandardDeviation,
            MeanLowWith = with.AccuracyInterval?.Low,
            MeanHighWith = with.AccuracyInterval?.High,
            SuccessRateWith = with.Success.Share,
            SuccessRateLowWith = with.SuccessInterval?.Low,
            SuccessRateHighWith = with.SuccessInterval?.High,
            MedianStepsWith = with.MedianSteps,
            ReachedCountWith = with.ReachedCount,
            DivergedCountWith = with.DivergedCount,
            Difference = pairs.Difference.Mean,
            DifferenceLow = pairs.Interval?.Low,
            DifferenceHigh = pairs.Interval?.High,
            WilcoxonP = pairs.WilcoxonP,
        };
    }

    /// <summary>The name or the settings most often varied, the means, and how many runs they are of.</summary>
    public override string ToString()
    {
        string name = Name.Length > 0 ? Name : Invariant($"{Activation}, learning rate {LearningRate}, weight scale {WeightScale}");
        return Invariant($"{name}: {MeanWithout:0.0000} without, {MeanWith:0.0000} with (n = {Count})");
    }
}
