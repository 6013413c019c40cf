using System.Globalization;
using System.Reflection;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Training;
using CsCheck;

namespace BatchNorm.Settings;

/// <summary>A setting is described in one place: these hold the table against the records, one setting at a time.</summary>
public class SettingTableTests
{
    public static TheoryData<string> Names => [.. SettingTable.All.Select(setting => setting.Name)];

    public static TheoryData<string> SharedNames => [.. typeof(ExperimentSettings).GetProperties().Select(property => property.Name)];

    [Fact]
    public void Every_property_of_the_record_has_a_row_and_every_row_a_property()
    {
        IEnumerable<string> properties = typeof(Experiment).GetProperties().Select(property => property.Name);

        Assert.Equal(properties.Order(StringComparer.Ordinal), SettingTable.All.Select(setting => setting.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Whoever has settings has them from the record: no result declares one again.</summary>
    [Theory]
    [InlineData(typeof(TrainingRun))]
    [InlineData(typeof(BatchNormComparison))]
    [InlineData(typeof(BatchNormMeasurement))]
    [InlineData(typeof(LessonExperiment))]
    public void A_result_declares_no_setting_of_its_own(Type result) => Assert.All(
        SettingTable.All.Where(setting => result.GetProperty(setting.Name) is not null),
        setting => Assert.True(result.GetProperty(setting.Name)!.DeclaringType!.IsAssignableFrom(typeof(Experiment)), setting.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_row_reads_and_writes_its_property(string name)
    {
        Setting setting = SettingTable.Named(name);
        PropertyInfo property = typeof(Experiment).GetProperty(name)!;
        foreach (Experiment experiment in new[] { Holder(setting), Another(setting) })
        {
            string text = setting.Text(experiment);

            Assert.Equal(property.GetValue(experiment), property.GetValue(setting.Read(new Experiment(), text, CultureInfo.InvariantCulture)));
            Assert.Equal(Holder(setting) with { }, setting.Copy(Holder(setting), Another(setting)));
        }

        Assert.NotEqual(setting.Text(Holder(setting)), setting.Text(Another(setting)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_values_of_a_setting_are_told_apart_in_words(string name)
    {
        Setting setting = SettingTable.Named(name);
        if (setting.Part is SettingPart.Name || name == nameof(ExperimentSettings.DatasetHash))
            return; // told by a title, and by the data's name

        Assert.NotEqual(setting.Words(Holder(setting)), setting.Words(Another(setting)));
        Assert.NotEqual(setting.Phrase(Holder(setting)), setting.Phrase(Another(setting)));
        Assert.NotEqual(setting.ShortPhrase(Holder(setting)), setting.ShortPhrase(Another(setting)));
    }

    [Theory]
    [MemberData(nameof(SharedNames))]
    public void Comparisons_that_differ_in_a_setting_are_repeats_only_where_the_table_says_so(string name)
    {
        Setting setting = SettingTable.Named(name);
        var one = new BatchNormComparison(new PublishedExperiment(Holder(setting)));
        var other = new BatchNormComparison(new PublishedExperiment(Another(setting)));

        Assert.Equal(!setting.TellsApart, one.RepeatKey() == other.RepeatKey());
    }

    [Theory]
    [MemberData(nameof(SharedNames))]
    public void A_measurement_has_the_setting(string name)
    {
        var comparison = new BatchNormComparison(new PublishedExperiment(Another(SettingTable.Named(name))));

        BatchNormMeasurement measurement = MadeComparisons.Measure([comparison]);

        Assert.Equal(SettingTable.Named(name).Text(comparison), SettingTable.Named(name).Text(measurement));
    }

    [Fact]
    public void Comparisons_that_differ_in_the_seed_are_repeats() =>
        Assert.Equal(new BatchNormComparison { Seed = 1 }.RepeatKey(), new BatchNormComparison { Seed = 2 }.RepeatKey());

    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.Convolutional)]
    [InlineData(Architecture.Recurrent)]
    public void What_is_usual_is_usual_and_is_all_that_the_architecture_has(Architecture architecture)
    {
        ExperimentSettings usual = ExperimentSettings.Usual(architecture);

        Assert.All(SettingTable.All.Where(setting => setting.IsOf(usual) && setting.Name != nameof(usual.Architecture)), setting =>
        {
            Assert.True(setting.IsUsual(usual), setting.Name);
            if (!setting.Architectures.Contains(architecture))
                Assert.Equal("", setting.Text(usual));
        });
    }

    [Fact]
    public void Without_batch_normalization_nothing_of_it_is_said()
    {
        Experiment plain = SettingTable.WithoutBatchNorm(new Experiment());

        Assert.All(SettingTable.All.Where(setting => setting.Part == SettingPart.BatchNorm), setting => Assert.Equal(("", ""), (setting.Text(plain), setting.Phrase(plain))));
    }

    [Fact]
    public void Numbers_come_back_to_the_bit() => Gen.Double[1e-30, 1e30].Sample(number =>
    {
        Setting rate = SettingTable.Named(nameof(Experiment.LearningRate));
        var experiment = new Experiment { LearningRate = number };
        return rate.Read(new Experiment(), rate.Text(experiment), CultureInfo.InvariantCulture).LearningRate == number;
    });

    /// <summary>An experiment that has the setting.</summary>
    private static Experiment Holder(Setting setting) => new(ExperimentSettings.Usual(setting.Architectures[0]));

    /// <summary>The same with another value of it.</summary>
    private static Experiment Another(Setting setting)
    {
        PropertyInfo property = typeof(Experiment).GetProperty(setting.Name)!;
        Experiment holder = Holder(setting);
        return setting.Put(holder, Another(property.GetValue(holder), setting.ValueType));
    }

    private static object Another(object? value, Type type) => value switch
    {
        string text => text + "8",
        bool flag => !flag,
        int number => number + 1,
        double number => number / 2,
        TraceKinds => TraceKinds.Gradient, // of activations another setting tells
        Enum => Enum.GetValues(type).Cast<object>().First(other => !other.Equals(value)),
        null when type == typeof(double) => 0.5,
        null when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
        _ => throw new NotSupportedException($"Say here how another {type.Name} is made."),
    };
}
