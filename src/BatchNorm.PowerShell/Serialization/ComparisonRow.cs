using System.Globalization;
using System.Management.Automation;
using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.Networks;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>
/// Reads a comparison from a row of a table, as Import-Csv brings it: its settings and its numbers, without the runs. A column that is not
/// there must not be taken for a setting's default, so each is asked for.
/// </summary>
internal sealed class ComparisonRow
{
    private readonly PSObject _source;
    private readonly List<string> _missing = [];

    private ComparisonRow(PSObject source) => _source = source;

    /// <summary>Whether an object looks like a row of comparisons at all.</summary>
    public static bool IsRow(PSObject source) =>
        source.Properties[nameof(BatchNormComparison.TestAccuracyWithout)] is not null
        || source.Properties[nameof(BatchNormComparison.TestAccuracyWith)] is not null;

    /// <summary>The comparison of a row, or null where columns are missing or cannot be read.</summary>
    /// <param name="source">The row.</param>
    /// <param name="missing">The columns that are missing or cannot be read.</param>
    public static BatchNormComparison? Read(PSObject source, out IReadOnlyList<string> missing)
    {
        var row = new ComparisonRow(source);
        BatchNormComparison comparison = row.Read();
        missing = row._missing;
        return missing.Count == 0 ? comparison : null;
    }

    private BatchNormComparison Read() => new()
    {
        Name = Text(nameof(BatchNormComparison.Name)),
        Architecture = Value<Architecture>(nameof(BatchNormComparison.Architecture)),
        FeatureMaps = Text(nameof(BatchNormComparison.FeatureMaps)),
        KernelSize = Optional<int>(nameof(BatchNormComparison.KernelSize)),
        PixelByPixel = Flag(nameof(BatchNormComparison.PixelByPixel)),
        Permuted = Flag(nameof(BatchNormComparison.Permuted)),
        Activation = Value<Activation>(nameof(BatchNormComparison.Activation)),
        LearningRate = Number(nameof(BatchNormComparison.LearningRate)),
        WeightScale = Number(nameof(BatchNormComparison.WeightScale)),
        BatchSize = Value<int>(nameof(BatchNormComparison.BatchSize)),
        Seed = Value<int>(nameof(BatchNormComparison.Seed)),
        HiddenLayer = Text(nameof(BatchNormComparison.HiddenLayer)),
        TrainingBatches = Value<int>(nameof(BatchNormComparison.TrainingBatches)),
        BatchesPerSample = Value<int>(nameof(BatchNormComparison.BatchesPerSample)),
        Placement = Optional<BatchNormPlacement>(nameof(BatchNormComparison.Placement)),
        Implementation = Optional<BatchNormImplementation>(nameof(BatchNormComparison.Implementation)),
        Epsilon = OptionalNumber(nameof(BatchNormComparison.Epsilon)),
        Decay = OptionalNumber(nameof(BatchNormComparison.Decay)),
        SkipPopulationUpdate = Flag(nameof(BatchNormComparison.SkipPopulationUpdate)),
        Dataset = Text(nameof(BatchNormComparison.Dataset)),
        DatasetHash = Text(nameof(BatchNormComparison.DatasetHash)),
        Engine = Value<EngineKind>(nameof(BatchNormComparison.Engine)),
        VectorWidth = Optional<int>(nameof(BatchNormComparison.VectorWidth)),
        TestAccuracyWithout = Share(nameof(BatchNormComparison.TestAccuracyWithout)),
        TestAccuracyWith = Share(nameof(BatchNormComparison.TestAccuracyWith)),
        UseBatchStatistics = Flag(nameof(BatchNormComparison.UseBatchStatistics)),
        IndividualPredictions = Value<int>(nameof(BatchNormComparison.IndividualPredictions)),
        IndividualAccuracyWithout = OptionalNumber(nameof(BatchNormComparison.IndividualAccuracyWithout)),
        IndividualAccuracyWith = OptionalNumber(nameof(BatchNormComparison.IndividualAccuracyWith)),
        PublishedTestAccuracyWithout = OptionalNumber(nameof(BatchNormComparison.PublishedTestAccuracyWithout)),
        PublishedTestAccuracyWith = OptionalNumber(nameof(BatchNormComparison.PublishedTestAccuracyWith)),
        PublishedIndividualAccuracyWith = OptionalNumber(nameof(BatchNormComparison.PublishedIndividualAccuracyWith)),
        IsPaired = Flag(nameof(BatchNormComparison.IsPaired)),
        InitialWeightsHash = Text(nameof(BatchNormComparison.InitialWeightsHash)),
        BatchOrderHash = Text(nameof(BatchNormComparison.BatchOrderHash)),
        FinalParametersHashWithout = Text(nameof(BatchNormComparison.FinalParametersHashWithout)),
        FinalParametersHashWith = Text(nameof(BatchNormComparison.FinalParametersHashWith)),
        StepsTo90Without = Optional<int>(nameof(BatchNormComparison.StepsTo90Without)),
        StepsTo90With = Optional<int>(nameof(BatchNormComparison.StepsTo90With)),
    };

    /// <summary>A share of images, 0 to 1: what lies outside, NaN included, was not written by this module.</summary>
    private double Share(string column)
    {
        double share = Number(column);
        if (share is not (>= 0 and <= 1))
            _missing.Add(column);
        return share;
    }

    /// <summary>
    /// A number, as this culture or none writes it: Export-Csv writes "0,01" in a German session. PowerShell's own conversion would take
    /// that comma for a thousands separator, and the number for 1.
    /// </summary>
    private double Number(string column)
    {
        if (_source.Properties[column]?.Value is not string text)
            return Value<double>(column);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out number))
        {
            return number;
        }

        _missing.Add(column);
        return 0;
    }

    /// <summary>Yes or no; PowerShell's own conversion would take every text for yes.</summary>
    private bool Flag(string column)
    {
        if (_source.Properties[column]?.Value is not string text)
            return Value<bool>(column);
        if (!bool.TryParse(text, out bool flag))
            _missing.Add(column);
        return flag;
    }

    /// <summary>A value, or null where the column is there and empty.</summary>
    private T? Optional<T>(string column)
        where T : struct =>
        IsEmpty(column) ? null : Value<T>(column);

    private double? OptionalNumber(string column) => IsEmpty(column) ? null : Number(column);

    /// <summary>A text, which may be empty but must be there.</summary>
    private string Text(string column) => IsEmpty(column) ? "" : Value<string>(column) ?? "";

    private bool IsEmpty(string column) => _source.Properties[column] is { Value: null or "" };

    private T? Value<T>(string column)
    {
        if (_source.Properties[column]?.Value is { } value and not "" // "" would convert to 0
            && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out T converted))
        {
            return converted;
        }

        _missing.Add(column);
        return default;
    }
}
