using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>
/// Reads runs and comparisons from what the pipeline brings: the objects themselves, or what is left of them after a file, a job
/// or a remote session, where properties are all that remains.
/// </summary>
internal static class AccuracyData
{
    /// <summary>The comparison an object is or was, with its runs; null where it is none, or a row of a table, which has no room for them.</summary>
    /// <exception cref="IncompleteDataException">It was one and lacks some of its properties.</exception>
    public static BatchNormComparison? AsComparison(PSObject source)
    {
        if (source.BaseObject is BatchNormComparison live)
            return live;
        if (RunIn(source, nameof(BatchNormComparison.WithoutBatchNorm)) is not { } without
            || RunIn(source, nameof(BatchNormComparison.WithBatchNorm)) is not { } with)
        {
            return null;
        }

        var reader = new PropertyReader(source);
        BatchNormComparison comparison = ComparisonRow.Read(reader) with
        {
            WithoutBatchNorm = Read(without, reader.Within(nameof(BatchNormComparison.WithoutBatchNorm), without)),
            WithBatchNorm = Read(with, reader.Within(nameof(BatchNormComparison.WithBatchNorm), with)),
        };
        return reader.Missing.Count == 0 ? comparison : throw new IncompleteDataException("comparison", reader.Missing);
    }

    /// <summary>The comparison an object is or was, with its runs where it has them: the row of a table has not. Null where it is none.</summary>
    /// <exception cref="IncompleteDataException">It was one and lacks some of its properties.</exception>
    public static BatchNormComparison? AsComparisonOrRow(PSObject source) => AsComparison(source) ?? ComparisonRow.AsComparison(source);

    /// <summary>The run an object is or was, or null where it is none.</summary>
    /// <exception cref="IncompleteDataException">It was one and lacks some of its properties.</exception>
    public static TrainingRun? AsRun(PSObject source)
    {
        if (!IsRun(source))
            return null;
        var reader = new PropertyReader(source);
        TrainingRun run = Read(source, reader);
        return reader.Missing.Count == 0 ? run : throw new IncompleteDataException("run", reader.Missing);
    }

    private static PSObject? RunIn(PSObject source, string property) =>
        source.Properties[property]?.Value is { } value && PSObject.AsPSObject(value) is var run && IsRun(run) ? run : null;

    /// <summary>A run is known by its samples, each of which has a step and an accuracy; in the row of a table they are one text.</summary>
    private static bool IsRun(PSObject source) =>
        source.BaseObject is TrainingRun
        || (source.Properties[nameof(TrainingRun.Samples)]?.Value is { } samples
            && PropertyReader.ItemsOf(samples).All(sample =>
                sample.Properties[nameof(AccuracySample.Step)] is not null && sample.Properties[nameof(AccuracySample.Accuracy)] is not null));

    private static TrainingRun Read(PSObject source, PropertyReader reader) => source.BaseObject as TrainingRun ?? reader.Settings(new TrainingRun
    {
        UseBatchNorm = reader.Flag(nameof(TrainingRun.UseBatchNorm)),
        FirstBatch = reader.WholeNumber(nameof(TrainingRun.FirstBatch)),
        TrainingImages = TrainingImages(reader),
        VectorWidth = reader.OptionalWholeNumber(nameof(TrainingRun.VectorWidth)),
        InitialWeightsHash = reader.Text(nameof(TrainingRun.InitialWeightsHash)),
        BatchOrderHash = reader.Text(nameof(TrainingRun.BatchOrderHash)),
        FinalParametersHash = reader.Text(nameof(TrainingRun.FinalParametersHash)),
        Samples = reader.Objects(nameof(TrainingRun.Samples), ReadSample),
        ActivationSamples = reader.Objects(nameof(TrainingRun.ActivationSamples), ReadActivationSample),
        TrainingAccuracy = reader.LaterShare(nameof(TrainingRun.TrainingAccuracy)),
        LayerSamples = reader.LaterObjects(nameof(TrainingRun.LayerSamples), TraceData.ReadLayerSample),
        LandscapeSamples = reader.LaterObjects(nameof(TrainingRun.LandscapeSamples), TraceData.ReadLandscapeSample),
        ValidationAccuracy = reader.Number(nameof(TrainingRun.ValidationAccuracy)),
        TestAccuracy = reader.Number(nameof(TrainingRun.TestAccuracy)),
        Predictions = reader.WholeNumbers(nameof(TrainingRun.Predictions)),
        IndividualAccuracy = reader.OptionalNumber(nameof(TrainingRun.IndividualAccuracy)),
        Diverged = reader.Flag(nameof(TrainingRun.Diverged)),
        BatchesPerSecond = reader.Number(nameof(TrainingRun.BatchesPerSecond)),
        Duration = reader.Duration(nameof(TrainingRun.Duration)),
    });

    /// <summary>Runs of before version 0.2 have no such property, and are whole without it.</summary>
    private static int? TrainingImages(PropertyReader reader) =>
        reader.Has(nameof(TrainingRun.TrainingImages)) && reader.WholeNumber(nameof(TrainingRun.TrainingImages)) is > 0 and var images ? images : null;

    private static AccuracySample ReadSample(PropertyReader reader) => new()
    {
        Step = reader.WholeNumber(nameof(AccuracySample.Step)),
        Accuracy = reader.Number(nameof(AccuracySample.Accuracy)),
        Loss = reader.Number(nameof(AccuracySample.Loss)),
        TrainingAccuracy = reader.LaterShare(nameof(AccuracySample.TrainingAccuracy)),
        Elapsed = reader.Duration(nameof(AccuracySample.Elapsed)),
    };

    private static ActivationSample ReadActivationSample(PropertyReader reader) => new()
    {
        Step = reader.WholeNumber(nameof(ActivationSample.Step)),
        Layer = reader.WholeNumber(nameof(ActivationSample.Layer)),
        Unit = reader.WholeNumber(nameof(ActivationSample.Unit)),
        Percentile15 = reader.Number(nameof(ActivationSample.Percentile15)),
        Percentile50 = reader.Number(nameof(ActivationSample.Percentile50)),
        Percentile85 = reader.Number(nameof(ActivationSample.Percentile85)),
    };
}
