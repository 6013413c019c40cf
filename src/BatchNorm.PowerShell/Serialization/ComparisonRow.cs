using System.Management.Automation;
using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.Networks;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>Reads a comparison from a row of a table, as Import-Csv brings it: its settings and its numbers, without the runs.</summary>
internal static class ComparisonRow
{
    /// <summary>The comparison of a row, or null where the object has no columns of one.</summary>
    /// <exception cref="IncompleteDataException">It has some of them, and others are missing or cannot be read.</exception>
    public static BatchNormComparison? AsComparison(PSObject source)
    {
        if (source.Properties[nameof(BatchNormComparison.TestAccuracyWithout)] is null
            && source.Properties[nameof(BatchNormComparison.TestAccuracyWith)] is null)
        {
            return null;
        }

        var reader = new PropertyReader(source);
        BatchNormComparison comparison = Read(reader);
        return reader.Missing.Count == 0 ? comparison : throw new IncompleteDataException("comparison", reader.Missing);
    }

    /// <summary>The columns of a row, without the runs. What is missing, the reader tells.</summary>
    public static BatchNormComparison Read(PropertyReader reader) => new()
    {
        Name = reader.Text(nameof(BatchNormComparison.Name)),
        Architecture = reader.Name<Architecture>(nameof(BatchNormComparison.Architecture)),
        FeatureMaps = reader.Text(nameof(BatchNormComparison.FeatureMaps)),
        KernelSize = reader.OptionalWholeNumber(nameof(BatchNormComparison.KernelSize)),
        PixelByPixel = reader.Flag(nameof(BatchNormComparison.PixelByPixel)),
        Permuted = reader.Flag(nameof(BatchNormComparison.Permuted)),
        Activation = reader.Name<Activation>(nameof(BatchNormComparison.Activation)),
        LearningRate = reader.Number(nameof(BatchNormComparison.LearningRate)),
        WeightScale = reader.Number(nameof(BatchNormComparison.WeightScale)),
        BatchSize = reader.WholeNumber(nameof(BatchNormComparison.BatchSize)),
        Seed = reader.WholeNumber(nameof(BatchNormComparison.Seed)),
        HiddenLayer = reader.Text(nameof(BatchNormComparison.HiddenLayer)),
        TrainingBatches = reader.WholeNumber(nameof(BatchNormComparison.TrainingBatches)),
        BatchesPerSample = reader.WholeNumber(nameof(BatchNormComparison.BatchesPerSample)),
        Placement = reader.OptionalName<BatchNormPlacement>(nameof(BatchNormComparison.Placement)),
        Implementation = reader.OptionalName<BatchNormImplementation>(nameof(BatchNormComparison.Implementation)),
        Epsilon = reader.OptionalNumber(nameof(BatchNormComparison.Epsilon)),
        Decay = reader.OptionalNumber(nameof(BatchNormComparison.Decay)),
        SkipPopulationUpdate = reader.Flag(nameof(BatchNormComparison.SkipPopulationUpdate)),
        Dataset = reader.Text(nameof(BatchNormComparison.Dataset)),
        DatasetHash = reader.Text(nameof(BatchNormComparison.DatasetHash)),
        Engine = reader.Name<EngineKind>(nameof(BatchNormComparison.Engine)),
        VectorWidth = reader.OptionalWholeNumber(nameof(BatchNormComparison.VectorWidth)),
        TestAccuracyWithout = reader.Share(nameof(BatchNormComparison.TestAccuracyWithout)),
        TestAccuracyWith = reader.Share(nameof(BatchNormComparison.TestAccuracyWith)),
        UseBatchStatistics = reader.Flag(nameof(BatchNormComparison.UseBatchStatistics)),
        IndividualPredictions = reader.WholeNumber(nameof(BatchNormComparison.IndividualPredictions)),
        IndividualAccuracyWithout = reader.OptionalNumber(nameof(BatchNormComparison.IndividualAccuracyWithout)),
        IndividualAccuracyWith = reader.OptionalNumber(nameof(BatchNormComparison.IndividualAccuracyWith)),
        PublishedTestAccuracyWithout = reader.OptionalNumber(nameof(BatchNormComparison.PublishedTestAccuracyWithout)),
        PublishedTestAccuracyWith = reader.OptionalNumber(nameof(BatchNormComparison.PublishedTestAccuracyWith)),
        PublishedIndividualAccuracyWith = reader.OptionalNumber(nameof(BatchNormComparison.PublishedIndividualAccuracyWith)),
        IsPaired = reader.Flag(nameof(BatchNormComparison.IsPaired)),
        InitialWeightsHash = reader.Text(nameof(BatchNormComparison.InitialWeightsHash)),
        BatchOrderHash = reader.Text(nameof(BatchNormComparison.BatchOrderHash)),
        FinalParametersHashWithout = reader.Text(nameof(BatchNormComparison.FinalParametersHashWithout)),
        FinalParametersHashWith = reader.Text(nameof(BatchNormComparison.FinalParametersHashWith)),
        StepsTo90Without = reader.OptionalWholeNumber(nameof(BatchNormComparison.StepsTo90Without)),
        StepsTo90With = reader.OptionalWholeNumber(nameof(BatchNormComparison.StepsTo90With)),
    };
}
