using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>
/// Runs and comparisons in which every property has an unusual value, by reflection, through what CLIXML and CSV files make of them: a
/// property that is added and that a reader drops fails here.
/// </summary>
public sealed class RoundTripTests : IClassFixture<ModuleFixture>
{
    private static readonly string[] Runs = ["WithoutBatchNorm", "WithBatchNorm"];

    /// <summary>A network is saved with -SaveAs; of a run elsewhere its name is left.</summary>
    private const string NotWritten = "Network";

    /// <summary>What runs and comparisons had not when the first of them were written.</summary>
    private static readonly string[] Later =
    [
        "Trace", "LayerSamples", "LandscapeSamples", "MeasureTraining", "TrainingAccuracy", "TrainingAccuracyWithout", "TrainingAccuracyWith", "TrainingImages",
    ];

    private readonly ModuleFixture _module;
    private readonly object _comparison;
    private readonly Assembly _cmdlets;

    public RoundTripTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            # An object as Select-Object leaves it, with all properties but one.
            function global:without($object, $property) {
                $rest = [ordered] @{}
                foreach ($other in $object.psobject.Properties) { if ($other.Name -ne $property) { $rest[$other.Name] = $other.Value } }
                [pscustomobject] $rest
            }
            function global:again($object) {
                [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($object))
            }
            if (-not $traced) {
                $global:traced = Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 4 -BatchesPerSample 2 -Trace Activation, Gradient, Gamma, Landscape -MeasureTraining -IndividualPredictions 3
            }
            """).ThrowIfFailed();
        _comparison = Unusual(module.Run("$traced").Only().BaseObject);
        _cmdlets = ((CmdletInfo)module.Run("Get-Command Compare-BatchNorm").Only().BaseObject).ImplementingType.Assembly;
    }

    public static TheoryData<string> AllCultures => Cultures.All;

    [Theory]
    [MemberData(nameof(AllCultures))]
    public void A_comparison_comes_back_from_CLIXML_whole(string culture) =>
        Assert.Equal(Described(_comparison), Described(Read("AccuracyData", "AsComparison", Serialized(_comparison), culture)!));

    [Theory]
    [MemberData(nameof(AllCultures))]
    public void A_run_comes_back_from_CLIXML_whole(string culture)
    {
        object run = _comparison.GetType().GetProperty("WithBatchNorm")!.GetValue(_comparison)!;

        Assert.Equal(Described(run), Described(Read("AccuracyData", "AsRun", Serialized(run), culture)!));
    }

    [Theory]
    [MemberData(nameof(AllCultures))]
    public void The_row_of_a_comparison_comes_back_from_a_CSV_file_of_any_culture_whole(string culture) => Assert.All(AllCultures, read => Assert.Equal(
        Described(_comparison, Runs), Described(Read("ComparisonRow", "AsComparison", Row(_comparison, culture), read)!, Runs)));

    [Fact]
    public void Every_property_that_is_lost_is_named()
    {
        string[] properties = [.. Serialized(_comparison).Properties.Select(property => property.Name)];
        Assert.All(properties.Except([.. Runs, .. Later]), property =>
            Assert.EndsWith($": {property}.", Refusal("AsComparison", Without(Serialized(_comparison), property)), StringComparison.Ordinal));

        object run = _comparison.GetType().GetProperty("WithBatchNorm")!.GetValue(_comparison)!;
        Assert.All(Serialized(run).Properties.Select(property => property.Name).Except([NotWritten, "Samples", .. Later]), property =>
            Assert.EndsWith($": {property}.", Refusal("AsRun", Without(Serialized(run), property)), StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_older_version_wrote_is_read_as_not_measured()
    {
        ScriptResult result = _module.Run("""
            $old = again $traced
            foreach ($side in 'WithoutBatchNorm', 'WithBatchNorm') {
                $old.$side = without (without $old.$side MeasureTraining) TrainingAccuracy
                $old.$side.Samples = @($old.$side.Samples | ForEach-Object { without $_ TrainingAccuracy })
            }
            foreach ($later in 'MeasureTraining', 'TrainingAccuracyWithout', 'TrainingAccuracyWith') { $old = without $old $later }
            $old | Measure-BatchNorm -WarningAction SilentlyContinue
            $old | Export-AccuracyPlot $out/old.svg -PassThru
            without (without $old WithBatchNorm) WithoutBatchNorm | Measure-BatchNorm -WarningAction SilentlyContinue # the row of a table
            """);

        result.ThrowIfFailed();
        Assert.Equal(3, result.Output.Count);
    }

    [Fact]
    public void What_came_with_a_later_version_is_not_missed_in_an_older_object()
    {
        object run = _comparison.GetType().GetProperty("WithBatchNorm")!.GetValue(_comparison)!;
        PSObject older = Later.Aggregate(Serialized(run), Without);

        object read = Read("AccuracyData", "AsRun", older, "")!;

        Assert.Equal(Described(run, Later), Described(read, Later));
        Assert.Empty((IEnumerable)read.GetType().GetProperty("LayerSamples")!.GetValue(read)!);
    }

    [Theory]
    [InlineData("$cut.WithBatchNorm = without $cut.WithBatchNorm LearningRate", "Export-AccuracyPlot $out/cut.svg -PassThru", "WithBatchNorm.LearningRate")]
    [InlineData("$cut.WithBatchNorm.Samples[1] = without $cut.WithBatchNorm.Samples[1] Loss", "Export-AccuracyPlot $out/cut.svg -PassThru", "WithBatchNorm.Samples.Loss")]
    [InlineData("$cut = without $cut.WithBatchNorm Epsilon", "Export-ActivationPlot $out/cut.svg -PassThru", "Epsilon")]
    [InlineData("$cut = without $cut Seed", "Measure-BatchNorm", "Seed")]
    public void A_cmdlet_that_gets_less_says_what_is_missing_and_takes_the_others(string cut, string cmdlet, string missing)
    {
        ScriptResult result = _module.Run($$"""
            $cut = again $traced
            {{cut}}
            $cut, $traced | {{cmdlet}}
            """);

        Assert.Single(result.Output);
        Assert.Equal("IncompleteComparison", result.ErrorId());
        Assert.EndsWith($": {missing}.", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The object as Select-Object leaves it, with all properties but one.</summary>
    private static PSObject Without(PSObject source, string property)
    {
        var rest = new PSObject();
        foreach (PSPropertyInfo other in source.Properties.Where(other => other.Name != property))
            rest.Properties.Add(new PSNoteProperty(other.Name, other.Value));
        return rest;
    }

    private string Refusal(string method, PSObject source) =>
        Assert.Throws<TargetInvocationException>(() => Read("AccuracyData", method, source, "")).InnerException!.Message;

    private object? Read(string reader, string method, PSObject source, string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return _cmdlets.GetType($"BatchNorm.PowerShell.Serialization.{reader}", throwOnError: true)!
                .GetMethod(method, [typeof(PSObject)])!.Invoke(null, [source]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static PSObject Serialized(object value) => PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(value, 4)));

    /// <summary>What Export-Csv and Import-Csv make of an object in a session of a culture.</summary>
    private static PSObject Row(object source, string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var row = new PSObject();
            foreach (PropertyInfo property in source.GetType().GetProperties())
                row.Properties.Add(new PSNoteProperty(property.Name, property.GetValue(source)?.ToString() ?? ""));
            return row;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>A copy of a record in which every property has a value that no default is.</summary>
    private static object Unusual(object record)
    {
        object copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, [])!;
        int i = 0;
        foreach (PropertyInfo property in copy.GetType().GetProperties().Where(property => property.CanWrite && property.Name != NotWritten))
            property.SetValue(copy, Unusual(property, property.GetValue(copy), ++i));
        return copy;
    }

    private static object? Unusual(PropertyInfo property, object? value, int i)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            { IsEnum: true } => Enum.GetValues(type).Cast<object>().Last(),
            _ when type == typeof(double) => (i + 1 / 3.0) / 100, // a share, with more digits than are ever shown
            _ when type == typeof(int) => 1000 + i,
            _ when type == typeof(bool) => true,
            _ when property.Name is "FeatureMaps" or "HiddenLayer" => "7,5",
            _ when type == typeof(string) => $"{property.Name}, \"unusual\" \u066b",
            _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(123_456_789 + i),
            _ when Runs.Contains(property.Name) => Unusual(value!),
            _ when value is IEnumerable items && items.Cast<object>().Any() => value, // as it was trained: no two samples are the same
            _ => throw new NotSupportedException($"Say here what is unusual for {property.Name}, a {type}."),
        };
    }

    /// <summary>All that an object holds, in words that two objects share only if they hold the same.</summary>
    private static string Described(object? value, params string[] without) => value switch
    {
        null => "nothing",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        bool flag => $"{flag}",
        IEnumerable items => $"[{string.Join("; ", items.Cast<object>().Select(item => Described(item)))}]",
        _ => string.Join('\n', value.GetType().GetProperties().Where(property => property.Name != NotWritten && !without.Contains(property.Name))
            .Select(property => $"{property.Name}: {Described(property.GetValue(value))}")),
    };
}
