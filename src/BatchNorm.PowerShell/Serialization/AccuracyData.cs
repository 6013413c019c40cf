using System.Collections;
using System.Globalization;
using System.Management.Automation;
using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>
/// Reads runs and comparisons from what the pipeline brings: the objects themselves, or what is left of them after a file, a job
/// or a remote session, where properties are all that remains.
/// </summary>
internal static class AccuracyData
{
    /// <summary>The comparison an object is or was, or null.</summary>
    public static BatchNormComparison? AsComparison(PSObject source)
    {
        if (source.BaseObject is BatchNormComparison live)
            return live;
        return Child(source, nameof(BatchNormComparison.WithoutBatchNorm)) is { } without && AsRun(without) is { } withoutRun
            && Child(source, nameof(BatchNormComparison.WithBatchNorm)) is { } with && AsRun(with) is { } withRun
            ? BatchNormComparison.Of(withoutRun, withRun, Read(source, nameof(BatchNormComparison.Name), ""), AsPublished(source))
            : null;
    }

    /// <summary>The run an object is or was, or null.</summary>
    public static TrainingRun? AsRun(PSObject source)
    {
        if (source.BaseObject is TrainingRun live)
            return live;
        if (source.Properties[nameof(TrainingRun.Samples)]?.Value is not { } samples || AsSamples(samples) is not { } read)
            return null;

        return new TrainingRun
        {
            Name = Read(source, nameof(TrainingRun.Name), ""),
            UseBatchNorm = Read(source, nameof(TrainingRun.UseBatchNorm), false),
            Placement = ReadNullable<BatchNormPlacement>(source, nameof(TrainingRun.Placement)),
            Implementation = ReadNullable<BatchNormImplementation>(source, nameof(TrainingRun.Implementation)),
            Epsilon = ReadNullable<double>(source, nameof(TrainingRun.Epsilon)),
            Decay = ReadNullable<double>(source, nameof(TrainingRun.Decay)),
            SkipPopulationUpdate = Read(source, nameof(TrainingRun.SkipPopulationUpdate), false),
            Architecture = Read(source, nameof(TrainingRun.Architecture), Architecture.FullyConnected),
            FeatureMaps = Read(source, nameof(TrainingRun.FeatureMaps), ""),
            KernelSize = ReadNullable<int>(source, nameof(TrainingRun.KernelSize)),
            PixelByPixel = Read(source, nameof(TrainingRun.PixelByPixel), false),
            Permuted = Read(source, nameof(TrainingRun.Permuted), false),
            Activation = Read(source, nameof(TrainingRun.Activation), Activation.ReLU),
            HiddenLayer = Read(source, nameof(TrainingRun.HiddenLayer), ""),
            LearningRate = Read(source, nameof(TrainingRun.LearningRate), 0.0),
            WeightScale = Read(source, nameof(TrainingRun.WeightScale), 0.0),
            Seed = Read(source, nameof(TrainingRun.Seed), 0),
            BatchSize = Read(source, nameof(TrainingRun.BatchSize), 0),
            FirstBatch = Read(source, nameof(TrainingRun.FirstBatch), 0),
            TrainingBatches = Read(source, nameof(TrainingRun.TrainingBatches), 0),
            BatchesPerSample = Read(source, nameof(TrainingRun.BatchesPerSample), 0),
            Dataset = Read(source, nameof(TrainingRun.Dataset), ""),
            DatasetHash = Read(source, nameof(TrainingRun.DatasetHash), ""),
            Engine = Read(source, nameof(TrainingRun.Engine), EngineKind.Auto),
            VectorWidth = ReadNullable<int>(source, nameof(TrainingRun.VectorWidth)),
            InitialWeightsHash = Read(source, nameof(TrainingRun.InitialWeightsHash), ""),
            BatchOrderHash = Read(source, nameof(TrainingRun.BatchOrderHash), ""),
            FinalParametersHash = Read(source, nameof(TrainingRun.FinalParametersHash), ""),
            Samples = read,
            ActivationSamples = AsActivationSamples(source.Properties[nameof(TrainingRun.ActivationSamples)]?.Value),
            ValidationAccuracy = Read(source, nameof(TrainingRun.ValidationAccuracy), 0.0),
            TestAccuracy = Read(source, nameof(TrainingRun.TestAccuracy), 0.0),
            UseBatchStatistics = Read(source, nameof(TrainingRun.UseBatchStatistics), false),
            Predictions = Read<int[]>(source, nameof(TrainingRun.Predictions), []),
            IndividualAccuracy = Read<double?>(source, nameof(TrainingRun.IndividualAccuracy), null),
            Diverged = Read(source, nameof(TrainingRun.Diverged), false),
            BatchesPerSecond = Read(source, nameof(TrainingRun.BatchesPerSecond), 0.0),
            Duration = Read(source, nameof(TrainingRun.Duration), TimeSpan.Zero),
        };
    }

    private static PublishedAccuracy AsPublished(PSObject source) => new()
    {
        TestWithout = Read<double?>(source, nameof(BatchNormComparison.PublishedTestAccuracyWithout), null),
        TestWith = Read<double?>(source, nameof(BatchNormComparison.PublishedTestAccuracyWith), null),
        IndividualWith = Read<double?>(source, nameof(BatchNormComparison.PublishedIndividualAccuracyWith), null),
    };

    private static AccuracySample[]? AsSamples(object samples)
    {
        PSObject[] items = Items(samples);
        bool areSamples = Array.TrueForAll(items, sample =>
            sample.Properties[nameof(AccuracySample.Step)] is not null && sample.Properties[nameof(AccuracySample.Accuracy)] is not null);
        return !areSamples ? null : Array.ConvertAll(items, sample => sample.BaseObject as AccuracySample ?? new AccuracySample
        {
            Step = Read(sample, nameof(AccuracySample.Step), 0),
            Accuracy = Read(sample, nameof(AccuracySample.Accuracy), 0.0),
            Loss = Read(sample, nameof(AccuracySample.Loss), double.NaN),
            Elapsed = Read(sample, nameof(AccuracySample.Elapsed), TimeSpan.Zero),
        });
    }

    private static ActivationSample[] AsActivationSamples(object? samples) =>
        Array.ConvertAll(Items(samples), sample => sample.BaseObject as ActivationSample ?? new ActivationSample
        {
            Step = Read(sample, nameof(ActivationSample.Step), 0),
            Layer = Read(sample, nameof(ActivationSample.Layer), 0),
            Unit = Read(sample, nameof(ActivationSample.Unit), 0),
            Percentile15 = Read(sample, nameof(ActivationSample.Percentile15), double.NaN),
            Percentile50 = Read(sample, nameof(ActivationSample.Percentile50), double.NaN),
            Percentile85 = Read(sample, nameof(ActivationSample.Percentile85), double.NaN),
        });

    /// <summary>What a collection holds; a value that is none is its only item.</summary>
    private static PSObject[] Items(object? collection) => collection is null
        ? []
        : [.. (PSObject.AsPSObject(collection).BaseObject as IEnumerable ?? new[] { collection }).Cast<object>().Select(PSObject.AsPSObject)];

    private static PSObject? Child(PSObject source, string property) =>
        source.Properties[property]?.Value is { } value ? PSObject.AsPSObject(value) : null;

    /// <summary>A property's value, or null where it has none or is no longer of its type.</summary>
    private static T? ReadNullable<T>(PSObject source, string property)
        where T : struct =>
        source.Properties[property]?.Value is { } value
        && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out T converted)
            ? converted
            : null;

    /// <summary>A property's value; the default where it is missing or no longer of its type.</summary>
    private static T Read<T>(PSObject source, string property, T missing) =>
        source.Properties[property]?.Value is { } value
        && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out T converted)
            ? converted
            : missing;
}
