using System.Reflection;
using BatchNorm.Measurements;

namespace BatchNorm.Experiments;

public class ComparisonSettingsTests
{
    /// <summary>What a comparison holds beside its settings.</summary>
    private static readonly string[] NoSettings =
    [
        nameof(BatchNormComparison.Seed),
        nameof(BatchNormComparison.Dataset),
        nameof(BatchNormComparison.DatasetHash),
        nameof(BatchNormComparison.VectorWidth),
        nameof(BatchNormComparison.TestAccuracyWithout),
        nameof(BatchNormComparison.TestAccuracyWith),
        nameof(BatchNormComparison.StepsTo90Without),
        nameof(BatchNormComparison.StepsTo90With),
        nameof(BatchNormComparison.IndividualAccuracyWithout),
        nameof(BatchNormComparison.IndividualAccuracyWith),
        nameof(BatchNormComparison.PublishedIndividualAccuracyWith),
        nameof(BatchNormComparison.IsPaired),
        nameof(BatchNormComparison.InitialWeightsHash),
        nameof(BatchNormComparison.BatchOrderHash),
        nameof(BatchNormComparison.FinalParametersHashWithout),
        nameof(BatchNormComparison.FinalParametersHashWith),
        nameof(BatchNormComparison.WithoutBatchNorm),
        nameof(BatchNormComparison.WithBatchNorm),
    ];

    public static TheoryData<string> Settings => [.. typeof(BatchNormComparison).GetProperties().Select(property => property.Name).Except(NoSettings)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Comparisons_that_differ_in_a_setting_are_no_repeats(string setting)
    {
        PropertyInfo property = typeof(BatchNormComparison).GetProperty(setting)!;
        var one = new BatchNormComparison();
        BatchNormComparison other = one with { };
        property.SetValue(other, Another(property.GetValue(one), property.PropertyType));

        Assert.NotEqual(ComparisonSettings.Of(one), ComparisonSettings.Of(other));
        Assert.NotEqual(ComparisonSettings.Of(one).ToString(), ComparisonSettings.Of(other).ToString());
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_measurement_has_the_setting(string setting)
    {
        PropertyInfo property = typeof(BatchNormComparison).GetProperty(setting)!;
        var comparison = new BatchNormComparison();
        property.SetValue(comparison, Another(property.GetValue(comparison), property.PropertyType));

        BatchNormMeasurement measurement = MadeComparisons.Measure([comparison]);

        Assert.Equal(property.GetValue(comparison), typeof(BatchNormMeasurement).GetProperty(setting)?.GetValue(measurement));
    }

    [Fact]
    public void Comparisons_that_differ_in_the_seed_are_repeats() =>
        Assert.Equal(ComparisonSettings.Of(new BatchNormComparison { Seed = 1 }), ComparisonSettings.Of(new BatchNormComparison { Seed = 2 }));

    private static object Another(object? value, Type type) => value switch
    {
        string text => text + "8",
        bool flag => !flag,
        int number => number + 1,
        double number => number + 1,
        Enum => Enum.GetValues(type).Cast<object>().First(other => !other.Equals(value)),
        null when type == typeof(string) => "other",
        null when Nullable.GetUnderlyingType(type) is { } underlying => Another(Activator.CreateInstance(underlying), underlying),
        _ => throw new NotSupportedException($"Say here how another {type.Name} is made."),
    };
}
