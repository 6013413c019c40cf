using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>Objects of the pipeline as settings of Compare-BatchNorm: results, rows of CSV files, experiments and objects made by hand.</summary>
public sealed class RowTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public RowTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $odd) {
                $global:odd = Compare-BatchNorm -DatasetPath $tiny -Name Odd -Activation Tanh -LearningRate 0.25 -WeightScale 0.1 -BatchSize 30 -Seed 7 -HiddenLayer 9,8 `
                    -TrainingBatches 6 -BatchesPerSample 2 -Epsilon 1e-5 -Decay 0.875 -SkipPopulationUpdate -UseBatchStatistics -IndividualPredictions 3 -Engine Torch
                # What Export-Csv and Import-Csv make of an object in the session's culture.
                function global:asRow { process {
                    $columns = [ordered] @{}
                    foreach ($property in $_.psobject.Properties) { $columns[$property.Name] = if ($null -eq $property.Value) { '' } else { $property.Value.ToString() } }
                    [pscustomobject] $columns
                } }
            }
            $global:published = [ordered] @{
                Name = 'Mine'; Architecture = 'FullyConnected'; Activation = 'ReLU'; Optimizer = 'SGD'; LearningRate = 0.1; WeightScale = 0.05; BatchSize = 60; HiddenLayer = '8'
                TrainingBatches = 2; BatchesPerSample = 1; Placement = 'BeforeActivation'; Epsilon = 0.001; Decay = 0.99; SkipPopulationUpdate = $false
                UseBatchStatistics = $false; IndividualPredictions = 3
                PublishedTestAccuracyWithout = 0.8; PublishedTestAccuracyWith = 0.9; PublishedIndividualAccuracyWith = 0.7
            }
            """).ThrowIfFailed();
    }

    public static TheoryData<string, string> CulturePairs => new(
        from written in Cultures.All.Select(row => row.Data) from read in Cultures.All.Select(row => row.Data) select (written, read));

    [Theory]
    [MemberData(nameof(CulturePairs))]
    public void A_CSV_file_of_any_culture_is_run_again_to_the_bit_in_any_other(string written, string read)
    {
        _module.Run(Cultures.In(written, "$global:row = $odd | asRow")).ThrowIfFailed();

        ScriptResult result = _module.Run(Cultures.In(read, "$row | Compare-BatchNorm -DatasetPath $tiny"));

        PSObject again = result.Only();
        Assert.Empty(result.Warnings);
        Assert.Equal(Text(_module.Run("$odd").Only()), Text(again));
    }

    [Theory]
    [InlineData("$odd")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($odd))")]
    public void Results_are_run_again_to_the_bit(string source) =>
        Assert.Equal(Text(_module.Run("$odd").Only()), Text(_module.Run($"{source} | Compare-BatchNorm -DatasetPath $tiny").Only()));

    [Fact]
    public void A_measurement_is_run_again_with_all_its_seeds()
    {
        ScriptResult result = _module.Run("""
            $repeats = Compare-BatchNorm -DatasetPath $tiny -Seed 1, 2, 3, 7 -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1 -ThrottleLimit 1
            $before = $repeats | Measure-BatchNorm
            $after = $before | Compare-BatchNorm -DatasetPath $tiny | Measure-BatchNorm
            $before, $after | ForEach-Object { "$($_.Seeds) $($_.MeanWith) $($_.MeanWithout)" }
            """);

        result.ThrowIfFailed();
        Assert.StartsWith("1..3,7 ", result.Output[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(result.Output[0].ToString(), result.Output[1].ToString());
    }

    /// <summary>The data is no setting but what the settings are used on: where a row names other data, that is told.</summary>
    [Fact]
    public void Every_setting_of_a_comparison_is_taken_from_the_pipeline()
    {
        var parameters = ((CommandInfo)_module.Run("Get-Command Compare-BatchNorm").Only().BaseObject).Parameters;

        string[] settings = [.. _module.Run("$odd").Only().Properties.Select(property => property.Name).Where(parameters.ContainsKey).Append("TraceActivation").Append("Seeds")];

        Assert.Superset(new HashSet<string> { "Engine", "Epsilon", "Decay", "Seed", "Name", "Implementation" }, settings.ToHashSet());
        Assert.All(settings.Except(["Dataset", "Seeds"]), setting =>
            Assert.True(parameters[setting].ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName), setting));
        Assert.Contains("Seeds", parameters["Seed"].Aliases);
    }

    [Theory]
    [InlineData("[pscustomobject] @{ Dataset = 'Synthetic'; Seed = 1 }", "'Synthetic'")]
    [InlineData("[pscustomobject] @{ DatasetHash = 'other'; Seed = 1 }", "'other'")]
    [InlineData("$row = $odd | asRow; $row.DatasetHash = 'other'; $row", "batchnorm-tiny")]
    public void A_row_that_names_other_data_is_run_with_a_warning(string row, string named)
    {
        ScriptResult result = _module.Run($$"""& { {{row}} } | ForEach-Object { $_; $_ } | Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1 -Seed 1""");

        result.ThrowIfFailed();
        Assert.Equal(2, result.Output.Count);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains(named, warning, StringComparison.Ordinal);
        Assert.Contains("-DatasetPath", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_without_a_setting_is_an_error_and_the_others_are_run()
    {
        ScriptResult result = _module.Run("'ReLU', [pscustomobject] @{ Seed = 2 } | Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1");

        Assert.Equal(2, Assert.Single(result.Output).Value<int>("Seed"));
        Assert.Equal("NoSettings", result.ErrorId());
    }

    [Fact]
    public void Nothing_in_the_pipeline_is_an_error_and_trains_nothing()
    {
        ScriptResult result = _module.Run("$null | Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1");

        Assert.Empty(result.Output);
        Assert.Equal("ParameterArgumentValidationError", result.ErrorId());
    }

    [Fact]
    public void A_cell_that_does_not_go_with_its_row_is_an_error_and_the_others_are_run()
    {
        ScriptResult result = _module.Run("""
            [pscustomobject] @{ Activation = 'Tanh'; PublishedTestAccuracyWith = 0.9 } |
                Compare-BatchNorm -DatasetPath $tiny -Architecture Recurrent -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1 -BatchSize 30, 100000 -ThrottleLimit 1
            """);

        Assert.Equal(30, Assert.Single(result.Output).Value<int>("BatchSize"));
        Assert.Equal("InvalidSettings", result.ErrorId());
    }

    [Fact]
    public void Rows_that_are_not_piped_are_refused_at_once() =>
        Assert.Equal("InputObjectUnused", _module.Run("Compare-BatchNorm -InputObject $odd -DatasetPath $tiny").ErrorId());

    [Fact]
    public void A_row_that_cannot_be_read_is_an_error_and_the_others_are_run()
    {
        ScriptResult result = _module.Run(Cultures.In("en-US", """
            '1,2', '0,5' | ForEach-Object { [pscustomobject] @{ LearningRate = $_ } } |
                Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1
            """));

        Assert.Equal(0.5, Assert.Single(result.Output).Value<double>("LearningRate"));
        Assert.Contains("Write 1.2 for one", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Seed (5..6)")]
    [InlineData("-Engine Torch")]
    [InlineData("-Implementation Equations")]
    [InlineData("-BatchesPerSample 2")]
    [InlineData("-TraceActivation")]
    [InlineData("-Trace Gradient, Gamma")]
    [InlineData("-ThrottleLimit 1")]
    [InlineData("-Name Other")]
    [InlineData("-LearningRate 0.1 -TrainingBatches 2 -HiddenLayer 8")]
    public void Published_figures_stay_where_nothing_changes_what_they_are_of(string arguments)
    {
        ScriptResult result = _module.Run($"[pscustomobject] $published | Compare-BatchNorm -DatasetPath $tiny {arguments}");

        result.ThrowIfFailed();
        Assert.All(result.Output, comparison => Assert.Equal((0.8, 0.9, 0.7), Published(comparison)));
    }

    public static TheoryData<string, string> OtherSettings => new()
    {
        { "Architecture FeatureMaps KernelSize", "-Architecture Convolutional -FeatureMaps 2 -KernelSize 3" },
        { "PixelByPixel Permuted", "-Architecture Recurrent -Permuted -Activation Tanh" },
        { "Activation", "-Activation Tanh" },
        { "LearningRate", "-LearningRate 0.2" },
        { "Optimizer Momentum", "-Optimizer Adam" },
        { "WeightScale", "-BadWeights" },
        { "BatchSize", "-BatchSize 30" },
        { "HiddenLayer", "-HiddenLayer 9" },
        { "TrainingBatches", "-TrainingBatches 3" },
        { "Placement", "-Placement AfterActivation" },
        { "Epsilon", "-Epsilon 0.1" },
        { "Decay", "-Decay 0.9" },
        { "SkipPopulationUpdate", "-SkipPopulationUpdate" },
        { "UseBatchStatistics", "-UseBatchStatistics" },
    };

    [Theory]
    [MemberData(nameof(OtherSettings))]
    public void Published_figures_go_where_a_setting_is_another(string settings, string arguments)
    {
        ScriptResult result = _module.Run($"[pscustomobject] $published | Compare-BatchNorm -DatasetPath $tiny {arguments}");

        Assert.NotEmpty(settings);
        Assert.Equal((null, null, null), Published(result.Only()));
    }

    /// <summary>A setting that comparisons gain is thought about here.</summary>
    [Fact]
    public void Every_setting_is_known_to_change_an_accuracy_or_not_to()
    {
        string[] harmless =
        [
            "Name", "BatchesPerSample", "TraceActivation", "Trace", "Implementation", "Engine", "IndividualPredictions", "Dataset", "DatasetHash",
        ];
        ScriptResult names = _module.Run("$odd.GetType().Assembly.GetType('BatchNorm.Settings.ExperimentSettings').GetProperties().Name");

        Assert.Equal(
            names.Output.Select(name => name.ToString()).Order(StringComparer.Ordinal),
            OtherSettings.SelectMany(row => row.Data.Item1.Split(' ')).Concat(harmless).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cells_that_are_the_published_one_keep_its_figures_and_others_of_the_grid_do_not()
    {
        ScriptResult result = _module.Run("[pscustomobject] $published | Compare-BatchNorm -DatasetPath $tiny -LearningRate 0.1, 0.2 -ThrottleLimit 1");

        result.ThrowIfFailed();
        Assert.All(result.Output, comparison => Assert.Equal(
            comparison.Value<double>("LearningRate") == 0.1 ? 0.9 : null, comparison.Property("PublishedTestAccuracyWith")));
    }

    [Fact]
    public void Other_single_images_have_another_share_of_right_ones() => Assert.Equal(
        (0.8, 0.9, null), Published(_module.Run("[pscustomobject] $published | Compare-BatchNorm -DatasetPath $tiny -IndividualPredictions 4").Only()));

    [Fact]
    public void Figures_without_settings_beside_them_stay() => Assert.Equal(
        (null, 0.9, null),
        Published(_module.Run("[pscustomobject] @{ PublishedTestAccuracyWith = 0.9 } | Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1").Only()));

    [Fact]
    public void Figures_given_on_the_command_line_stay() => Assert.Equal(
        0.95, Published(_module.Run("[pscustomobject] $published | Compare-BatchNorm -DatasetPath $tiny -LearningRate 0.2 -PublishedTestAccuracyWith 0.95").Only()).With);

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Figures_of_a_CSV_file_stay_and_go_in_every_culture(string culture)
    {
        ScriptResult result = _module.Run(Cultures.In(culture, """
            $row = [pscustomobject] $published | asRow
            $row | Compare-BatchNorm -DatasetPath $tiny
            $row | Compare-BatchNorm -DatasetPath $tiny -LearningRate 0.2
            """));

        result.ThrowIfFailed();
        Assert.Equal((0.8, 0.9, 0.7), Published(result.Output[0]));
        Assert.Equal((null, null, null), Published(result.Output[1]));
    }

    private static (object? Without, object? With, object? Individual) Published(PSObject comparison) => (
        comparison.Property("PublishedTestAccuracyWithout"), comparison.Property("PublishedTestAccuracyWith"),
        comparison.Property("PublishedIndividualAccuracyWith"));

    /// <summary>Everything of a comparison that its settings fix, in words.</summary>
    private static string Text(PSObject comparison) =>
        string.Join(", ", comparison.Properties.Select(property => System.FormattableString.Invariant($"{property.Name} {property.Value}")));
}
