using System.Management.Automation;
using System.Text.Json;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell.Sweeps;

public sealed class NewBatchNormSweepTests(SweepModule module) : IClassFixture<SweepModule>
{
    private const string Quick = SweepModule.Quick;

    [Fact]
    public void It_makes_a_folder_with_a_cell_for_every_combination_in_the_order_of_the_grid()
    {
        string sweep = module.NewPath();

        PSObject status = module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Quick} -Activation ReLU, Tanh -Seed (1..2)").Only();

        Assert.Equal(sweep, status.Value<string>("Path"));
        Assert.Equal((4, 4, 0), (status.Value<int>("Cells"), status.Value<int>("Waiting"), status.Value<int>("Done")));
        ScriptResult cells = module.Run(sweep, "Get-BatchNormSweep $sweep -Cell");
        Assert.Equal(
            [("ReLU", 1), ("ReLU", 2), ("Tanh", 1), ("Tanh", 2)], cells.Output.Select(cell => (cell.Value<string>("Activation"), cell.Value<int>("Seed"))));
    }

    [Fact]
    public void What_was_left_open_is_settled_when_it_is_made()
    {
        string sweep = module.NewPath();
        module.Run(sweep, "New-BatchNormSweep -Path $sweep -Dataset Auto -DatasetPath $tiny -Optimizer Adam -Implementation Layer").ThrowIfFailed();

        PSObject cell = module.Run(sweep, "Get-BatchNormSweep $sweep -Cell").Only();
        JsonElement data = JsonDocument.Parse(File.ReadAllText(Path.Combine(sweep, "sweep.json"))).RootElement.GetProperty("dataset");

        Assert.Equal(("Torch", 0.9), (cell.Value<string>("Engine"), cell.Value<double>("Momentum")));
        Assert.Equal((module.TinyName, module.Tiny), (data.GetProperty("name").GetString(), data.GetProperty("path").GetString()));
        Assert.Equal(cell.Value<string>("DatasetHash"), data.GetProperty("sha256").GetString());
    }

    [Fact]
    public void Cells_that_it_has_are_not_added_again()
    {
        string sweep = module.Make("-Seed 1, 2");

        ScriptResult result = module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Quick} -Seed 2, 3, 4 -Verbose");

        Assert.Equal(4, result.Only().Value<int>("Cells"));
        Assert.Contains(result.Verbose, message => message.Contains("Add 2 cells to the sweep", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_makes_nothing_and_the_action_says_how_many_cells_there_would_be()
    {
        string sweep = module.NewPath();

        ScriptResult wouldBe = module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Quick} -Seed 1, 2, 3, 3 -WhatIf");
        Assert.Empty(wouldBe.Output);
        Assert.False(Directory.Exists(sweep));

        ScriptResult made = module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Quick} -Seed 1, 2, 3, 3 -Verbose");
        Assert.Contains(made.Verbose, message => message.Contains("Make a sweep of 3 cells", StringComparison.Ordinal));

        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Quick} -Seed 4 -WhatIf").ThrowIfFailed();
        Assert.Equal(3, module.Status(sweep).Value<int>("Cells"));
    }

    [Fact]
    public void Experiments_of_the_pipeline_keep_their_names_and_what_was_published()
    {
        string sweep = module.NewPath();

        ScriptResult result = module.Run(sweep, """
            [pscustomobject]@{ Name = 'Mine'; LearningRate = '0,5'; PublishedTestAccuracyWith = 0.9 }, [pscustomobject]@{ Seed = 7 } |
                New-BatchNormSweep -Path $sweep -DatasetPath $tiny -HiddenLayer 8 | Out-Null
            Get-BatchNormSweep $sweep -Cell
            """);

        result.ThrowIfFailed();
        Assert.Equal([("Mine", 0.5, 1), ("", 0.01, 7)], result.Output.Select(cell => (cell.Value<string>("Name"), cell.Value<double>("LearningRate"), cell.Value<int>("Seed"))));
        Assert.Equal(0.9, result.Output[0].Value<double>("PublishedTestAccuracyWith"));
        Assert.Equal("BatchNorm.Sweeps.CellStatus#Named", result.Output[0].TypeNames[0]);
    }

    [Fact]
    public void An_experiment_that_cannot_be_is_an_error_and_the_others_are_added()
    {
        string sweep = module.NewPath();

        ScriptResult result = module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Quick.Replace("-BatchSize 20", "-BatchSize 20, 100000", StringComparison.Ordinal)} -Seed 1, 2");

        Assert.Equal(2, Assert.Single(result.Output).Value<int>("Cells"));
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("InvalidSettings", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nothing_can_be_trained_nothing_is_made()
    {
        string sweep = module.NewPath();

        ScriptResult result = module.Run(sweep, "New-BatchNormSweep -Path $sweep -DatasetPath $tiny -KernelSize 3");

        Assert.Equal("InvalidSettings", result.ErrorId());
        Assert.Contains("Nothing came in", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.False(Directory.Exists(sweep));
    }

    [Fact]
    public void Other_data_than_the_sweeps_is_refused_before_anything_is_added()
    {
        string sweep = module.Make();
        using var other = new TinyDataset(rows: 8, columns: 8);

        ScriptResult result = module.Run(sweep, $"New-BatchNormSweep -Path $sweep -DatasetPath '{other.Folder}' -Seed 9");

        Assert.Equal("OtherData", result.ErrorId());
        Assert.Contains(module.Status(sweep).Value<string>("DatasetHash"), result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, module.Status(sweep).Value<int>("Cells"));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_with_its_name()
    {
        string file = module.NewPath();
        File.WriteAllText(file, "");

        ScriptResult result = module.Run(Path.Combine(file, "below"), $"New-BatchNormSweep -Path $sweep {Quick}");

        Assert.Contains(file, result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_cells_are_made_and_counted()
    {
        string sweep = module.NewPath();

        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Quick} -Activation ReLU, Tanh -Seed (1..5000)").ThrowIfFailed();

        Assert.Equal(10_000, module.Status(sweep).Value<int>("Waiting"));
    }

    [Theory]
    [InlineData("KeepNetwork")]
    [InlineData("ThrottleLimit")]
    [InlineData("Unordered")]
    public void What_belongs_to_training_it_does_not_take(string parameter) =>
        Assert.Equal("False", module.Run("", $"(Get-Command New-BatchNormSweep).Parameters.ContainsKey('{parameter}')").Only().ToString());

    [Fact]
    public void All_that_describes_experiments_it_takes_as_Compare_BatchNorm_does()
    {
        ScriptResult result = module.Run("", """
            $own = 'KeepNetwork', 'ThrottleLimit', 'Unordered', 'SweepPath'
            $new = (Get-Command New-BatchNormSweep).Parameters
            (Get-Command Compare-BatchNorm).Parameters.Values | Where-Object { $_.Name -notin $own -and
                -not ($new[$_.Name] -and "$($new[$_.Name].ParameterType)" -eq "$($_.ParameterType)" -and "$($new[$_.Name].ParameterSets.Keys)" -eq "$($_.ParameterSets.Keys)") } |
                ForEach-Object Name
            """);

        result.ThrowIfFailed();
        Assert.Empty(result.Output);
    }
}
