using System.Globalization;
using System.Reflection;
using System.Text.Json;
using BatchNorm.Settings;
using CsCheck;

namespace BatchNorm.Sweeps;

public class SettingKeyTests
{
    private static readonly string Data = new('d', 64);

    private static readonly Experiment Lesson = new() { Engine = EngineKind.Simd, Dataset = "Mnist", DatasetHash = Data };

    /// <summary>What was kept under these keys must be found under them for ever.</summary>
    public static TheoryData<string, Experiment> Pinned => new()
    {
        { "5687b495573dd7d7da5beadff766e52c", Lesson },
        { "34fd44a3d068e8c48ac8b87775563905", Lesson with { Seed = 2 } },
        { "c7ffc64c82c8197009fb1e253e037e5d", Lesson with { Seed = -2147483648 } },
        { "2b5d2addf40ca989d49b39be677f6e46", Lesson with { Activation = Activation.Sigmoid } },
        { "9d3d4c48eb5859e1a4d3e6f010dc844c", Lesson with { LearningRate = 1e-05 } },
        { "715c0a7643c470fa69e3626952b72c29", Lesson with { LearningRate = 1e20 } },
        { "9400fcbe88ff8e8840c9e32a0d42f7d1", Lesson with { WeightScale = 5 } },
        { "7179d5d7891b9552997ca2495cf43128", Lesson with { HiddenLayer = "" } },
        { "a671571a818258d2292ad9371ffdda6b", Lesson with { HiddenLayer = "50,50" } },
        { "3c40446f7f7ffb12ce780c8b6d7ad451", Lesson with { BatchSize = 1, TrainingBatches = 1, BatchesPerSample = 1 } },
        { "62e45b6c7fc9f32ee4ec2c5f7872288d", Lesson with { Optimizer = OptimizerKind.Adam, Momentum = 0.9 } },
        { "37e88e3acb4196c1737bae97c1ab129b", Lesson with { Optimizer = OptimizerKind.RMSProp, Momentum = 0 } },
        { "5d0512e8ec1e1e8b23ee9ffda0ed1109", Lesson with { Placement = BatchNormPlacement.AfterActivation, Epsilon = 1e-5, Decay = ExperimentSettings.MaximumDecay } },
        { "798c5134762e5350e905fa4ae1674722", Lesson with { SkipPopulationUpdate = true, UseBatchStatistics = true, IndividualPredictions = 200 } },
        { "3517d9d49e8494086178723e5a829c38", Lesson with { TraceActivation = true } },
        { "3517d9d49e8494086178723e5a829c38", Lesson with { Trace = TraceKinds.Activation } },
        { "e61872f0b77ae6ff2b3659a78c3ae06c", Lesson with { Engine = EngineKind.Torch, Implementation = BatchNormImplementation.Equations } },
        { "606705526bb1a1634a7f59e9c284b46e", Lesson with { DatasetHash = new string('e', 64) } },
        { "c0a777da3a8553478af6f5afc06a3293", SettingTable.WithoutBatchNorm(Lesson) },
        { "cf8206b3102b79688fa257593ef43857", Settled(Architecture.Convolutional) },
        { "405572f175067883cc718194c4235a4a", Settled(Architecture.Recurrent) with { PixelByPixel = true, Permuted = true } },
    };

    [Theory]
    [MemberData(nameof(Pinned))]
    public void Keys_stay_as_they_are(string key, Experiment settings) => Assert.Equal(key, SettingKey.Of(settings));

    [Fact]
    public void Different_settings_have_different_keys() =>
        Assert.Equal(20, Pinned.Select(row => SettingKey.Of(row.Data.Item2)).Distinct().Count());

    [Fact]
    public void A_setting_that_is_added_later_leaves_old_keys_alone_and_tells_new_settings_apart()
    {
        Setting[] table = [.. SettingTable.All, Later(leftOutAt: "0")];

        Assert.Equal(SettingKey.Canonical(Lesson), SettingKey.Canonical(Lesson, table));
        Assert.NotEqual(SettingKey.Canonical(Lesson), SettingKey.Canonical(Lesson with { Name = "0.5" }, table));
    }

    [Fact]
    public void Every_property_of_an_experiment_is_in_its_key_or_known_to_be_outside()
    {
        string[] outside = [nameof(Experiment.Name), nameof(Experiment.Dataset)];
        using JsonDocument canonical = JsonDocument.Parse(SettingKey.Canonical(Lesson with { Trace = TraceKinds.Gamma }));
        string[] inside = [.. canonical.RootElement.EnumerateObject().Select(property => property.Name)];

        IEnumerable<string> missing = typeof(Experiment).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name)
            .Where(name => !outside.Contains(name) && !inside.Contains(JsonNamingPolicy.CamelCase.ConvertName(name)));

        Assert.Empty(missing);
    }

    [Fact]
    public void Names_are_outside_of_the_key() =>
        Assert.Equal(SettingKey.Of(Lesson), SettingKey.Of(Lesson with { Name = "In4", Dataset = "mnist of mine" }));

    [Fact]
    public void Settings_of_an_engine_that_is_still_to_be_chosen_have_no_key() =>
        Assert.Throws<ArgumentException>(() => SettingKey.Of(Lesson with { Engine = EngineKind.Auto }));

    [Fact]
    public void What_an_architecture_has_not_makes_no_difference() =>
        Assert.Equal(SettingKey.Of(Lesson), SettingKey.Of(Lesson with { KernelSize = 3, Permuted = true }));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void Keys_are_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.All(Pinned, row => Assert.Equal(row.Data.Item1, SettingKey.Of(row.Data.Item2)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_text_of_a_key_brings_the_settings_back() => Gen.Select(Gen.Double[1e-30, 1e30], Gen.Double[1e-30, 1e30], Gen.Int, Gen.Enum<Activation>())
        .Select((rate, scale, seed, activation) => Lesson with { LearningRate = rate, WeightScale = scale, Seed = seed, Activation = activation, Dataset = "" })
        .Sample(settings =>
        {
            using JsonDocument canonical = JsonDocument.Parse(SettingKey.Canonical(settings));
            Assert.Equal(settings, SettingKey.Read(canonical.RootElement));
        });

    [Theory]
    [InlineData("\"seed\":1", "\"seed\":1,\"seventh\":7")]
    [InlineData("\"seed\":1", "\"seed\": 1")]
    [InlineData("\"numerics\":1", "\"numerics\":2")]
    [InlineData("\"learningRate\":0.01", "\"learningRate\":0.010")]
    [InlineData("\"activation\":\"ReLU\"", "\"activation\":\"relu\"")]
    public void A_text_that_this_version_would_not_have_written_is_refused(string text, string other)
    {
        string canonical = SettingKey.Canonical(Lesson);
        Assert.Contains(text, canonical, StringComparison.Ordinal);
        using JsonDocument changed = JsonDocument.Parse(canonical.Replace(text, other, StringComparison.Ordinal));

        Assert.ThrowsAny<FormatException>(() => SettingKey.Read(changed.RootElement));
    }

    private static Experiment Settled(Architecture architecture) =>
        new(ExperimentSettings.Usual(architecture)) { Engine = EngineKind.Simd, DatasetHash = Data };

    /// <summary>A setting that there is not yet; the name, which is in no key, stands in for its property.</summary>
    private static Setting<ExperimentSettings, string> Later(string leftOutAt) => new Setting<ExperimentSettings, string>(
        "Dropout", "Dropout", settings => settings.Name.Length > 0 ? settings.Name : "0", (settings, value) => settings with { Name = value }, SettingText.Text)
    {
        Part = SettingPart.Training,
        LeftOutOfKeysAt = leftOutAt,
    };
}
