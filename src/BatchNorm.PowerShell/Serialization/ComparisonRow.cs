using System.Management.Automation;
using BatchNorm.Experiments;

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
    public static BatchNormComparison Read(PropertyReader reader) => new(Experiment(reader))
    {
        VectorWidth = reader.OptionalWholeNumber(nameof(BatchNormComparison.VectorWidth)),
        TestAccuracyWithout = reader.Share(nameof(BatchNormComparison.TestAccuracyWithout)),
        TestAccuracyWith = reader.Share(nameof(BatchNormComparison.TestAccuracyWith)),
        TrainingAccuracyWithout = reader.LaterShare(nameof(BatchNormComparison.TrainingAccuracyWithout)),
        TrainingAccuracyWith = reader.LaterShare(nameof(BatchNormComparison.TrainingAccuracyWith)),
        IndividualAccuracyWithout = reader.OptionalNumber(nameof(BatchNormComparison.IndividualAccuracyWithout)),
        IndividualAccuracyWith = reader.OptionalNumber(nameof(BatchNormComparison.IndividualAccuracyWith)),
        IsPaired = reader.Flag(nameof(BatchNormComparison.IsPaired)),
        InitialWeightsHash = reader.Text(nameof(BatchNormComparison.InitialWeightsHash)),
        BatchOrderHash = reader.Text(nameof(BatchNormComparison.BatchOrderHash)),
        FinalParametersHashWithout = reader.Text(nameof(BatchNormComparison.FinalParametersHashWithout)),
        FinalParametersHashWith = reader.Text(nameof(BatchNormComparison.FinalParametersHashWith)),
        StepsTo90Without = reader.OptionalWholeNumber(nameof(BatchNormComparison.StepsTo90Without)),
        StepsTo90With = reader.OptionalWholeNumber(nameof(BatchNormComparison.StepsTo90With)),
    };

    private static PublishedExperiment Experiment(PropertyReader reader) => reader.Settings(new PublishedExperiment
    {
        PublishedTestAccuracyWithout = reader.OptionalNumber(nameof(BatchNormComparison.PublishedTestAccuracyWithout)),
        PublishedTestAccuracyWith = reader.OptionalNumber(nameof(BatchNormComparison.PublishedTestAccuracyWith)),
        PublishedIndividualAccuracyWith = reader.OptionalNumber(nameof(BatchNormComparison.PublishedIndividualAccuracyWith)),
    });
}
