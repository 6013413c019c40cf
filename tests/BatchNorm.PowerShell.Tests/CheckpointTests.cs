using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>Invoke-Training -Checkpoint: what is interrupted goes on, and what cannot go on is told.</summary>
public sealed class CheckpointTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Train = "Invoke-Training -DatasetPath $tiny -TrainingBatches 2000 -BatchesPerSample 100 -LearningRate 0.1";

    private const string TrainBriefly = "Invoke-Training -DatasetPath $tiny -TrainingBatches 20 -BatchesPerSample 10";

    [Fact]
    public void An_interrupted_training_goes_on_in_another_network_to_the_same_run_and_takes_its_checkpoint_away()
    {
        string path = Interrupt("again");

        ScriptResult result = module.Run($$"""
            {{Network}} | {{TrainWith(path)}} -Verbose | {{Essence}}
            {{Network}} | {{TrainWith(null)}} | {{Essence}}
            """);

        result.ThrowIfFailed();
        Assert.Equal($"{result.Output[1]}", $"{result.Output[0]}");
        string goesOn = Assert.Single(result.Verbose, line => line.Contains("goes on", StringComparison.Ordinal));
        Assert.Matches($"^'With Batch Norm' goes on after batch [1-9][0-9]* of 2000, where the checkpoint '.*again.safetensors' has it\\.$", goesOn);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void An_interval_without_a_checkpoint_is_refused_before_anything_is_trained()
    {
        ScriptResult result = module.Run($"{Network} | {TrainBriefly} -CheckpointInterval 30");

        Assert.Equal("InvalidSettings", result.ErrorId());
        Assert.Contains("-Checkpoint,", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void The_network_itself_goes_on_in_the_same_session()
    {
        string path = module.Out("same.safetensors");

        ScriptResult result = module.Run($$"""
            $net = {{Network}}
            try { & { $net; while (-not ([IO.File]::Exists('{{path}}'))) { [Threading.Thread]::Sleep(5) }; throw 'enough' } | {{TrainWith(path)}} } catch { "$_" }
            $net.TrainedBatches -gt 0
            $net | {{TrainWith(path)}} | {{Essence}}
            {{Network}} | {{TrainWith(null)}} | {{Essence}}
            """);

        result.ThrowIfFailed();
        Assert.Equal(["enough", "True"], result.Output.Take(2).Select(line => $"{line}"));
        Assert.Equal($"{result.Output[3]}", $"{result.Output[2]}");
    }

    [Theory]
    [InlineData("New-NeuralNet -HiddenLayer 30 -BatchNorm -Seed 4", "that began with other weights")]
    [InlineData("New-NeuralNet -HiddenLayer 30 -Seed 3", "and this one has no Placement.")]
    public void A_checkpoint_of_another_training_is_refused_and_left_alone(string other, string reason)
    {
        string path = Interrupt("other");
        byte[] before = File.ReadAllBytes(path);

        ScriptResult result = module.Run($"$net = {other}; $net | {TrainWith(path)} -Seed 3; $net.TrainedBatches");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal(("InvalidCheckpoint", ErrorCategory.InvalidData), (result.ErrorId(), error.CategoryInfo.Category));
        Assert.StartsWith($"Nothing goes on from the checkpoint '{path}'. ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("name another file with -Checkpoint or delete this one", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(result.Output).BaseObject);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no checkpoint at all")]
    public void A_file_that_is_no_checkpoint_is_refused_and_left_alone(string content)
    {
        string path = module.Out("foreign.safetensors");
        File.WriteAllText(path, content);

        ScriptResult result = module.Run($"New-NeuralNet -HiddenLayer 5 | {TrainBriefly} -Checkpoint '{path}'; 'went on'");

        Assert.Equal("InvalidCheckpoint", result.ErrorId());
        Assert.Equal("went on", Assert.Single(result.Output).BaseObject);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void A_second_network_is_not_kept_over_the_first()
    {
        ScriptResult result = module.Run($"@(New-NeuralNet -HiddenLayer 5; New-NeuralNet -HiddenLayer 6 -Name second) | {TrainBriefly} -Checkpoint $out/one.safetensors");

        Assert.Single(result.Output);
        Assert.Equal("CheckpointTaken", result.ErrorId());
        Assert.Contains("'second' was not trained", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoint_in_a_folder_that_is_not_there_is_refused_before_training()
    {
        ScriptResult result = module.Run($"$net = New-NeuralNet -HiddenLayer 5; $net | {TrainBriefly} -Checkpoint $out/nowhere/x.safetensors; $net.TrainedBatches");

        Assert.Equal("PathNotFound", result.ErrorId());
        Assert.Equal(0, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Checkpoint_and_SaveAs_are_two_files() => Assert.Equal(
        "CheckpointIsSaveAs", module.Run($"New-NeuralNet -HiddenLayer 5 | {TrainBriefly} -SaveAs $out/a.safetensors -Checkpoint $out/A.safetensors").ErrorId());

    [Fact]
    public void WhatIf_neither_trains_nor_keeps()
    {
        string path = Interrupt("whatif");
        byte[] before = File.ReadAllBytes(path);

        ScriptResult result = module.Run($"$net = {Network}; $net | {TrainWith(path)} -WhatIf; $net.TrainedBatches");

        Assert.Equal(0, result.Only().BaseObject);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void What_is_to_be_done_names_the_checkpoint()
    {
        ScriptResult result = module.Run($"New-NeuralNet -HiddenLayer 5 | {TrainBriefly} -Checkpoint $out/named.safetensors -Verbose");

        Assert.Contains(result.Verbose, line => line.Contains($"Train 20 batches, kept in the checkpoint '{module.Out("named.safetensors")}' while it trains", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_could_not_be_saved_or_was_not_taken_keeps_its_checkpoint()
    {
        string path = Interrupt("unsaved"), folder = Directory.CreateDirectory(module.Out("gone")).FullName;
        ScriptResult unsaved = module.Run($"& {{ {Network}; [IO.Directory]::Delete('{folder}') }} | {TrainWith(path)} -SaveAs '{folder}/x.safetensors'");
        Assert.Equal("PathNotFound", unsaved.ErrorId());
        Assert.Single(unsaved.Output);
        Assert.True(File.Exists(path));

        ScriptResult untaken = module.Run($"{Network} | {TrainWith(path)} | ForEach-Object {{ throw 'not taken' }}");
        Assert.Equal("not taken", untaken.Terminating!.Exception.Message);
        Assert.True(File.Exists(path));

        Directory.CreateDirectory(folder);
        module.Run($"{Network} | {TrainWith(path)} -SaveAs '{folder}/x.safetensors'").ThrowIfFailed();
        Assert.False(File.Exists(path));
        Assert.True(File.Exists(Path.Combine(folder, "x.safetensors")));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_is_warned_of_while_the_training_goes_on()
    {
        string folder = Directory.CreateDirectory(module.Out("lost")).FullName, path = Path.Combine(folder, "x.safetensors");

        ScriptResult result = module.Run($$"""
            & { {{Network}}; while (-not [IO.File]::Exists('{{path}}')) { [Threading.Thread]::Sleep(5) }; [IO.Directory]::Delete('{{folder}}', $true) } |
                Invoke-Training -DatasetPath $tiny -TrainingBatches 1000000000 -Checkpoint '{{path}}' -CheckpointInterval 0.001 -WarningAction Stop
            """);

        string warning = result.Terminating!.Exception.Message;
        Assert.Contains("does not exist", warning, StringComparison.Ordinal);
        Assert.Contains("'With Batch Norm' is trained on, and the checkpoint", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("90")]
    [InlineData("'90'")]
    [InlineData("'0:00:30'")]
    [InlineData("([timespan]::FromMinutes(5))")]
    public void The_interval_is_a_time_or_a_number_of_seconds(string interval) =>
        module.Run($"New-NeuralNet -HiddenLayer 5 | {TrainBriefly} -Checkpoint $out/interval.safetensors -CheckpointInterval {interval}").Only();

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("([double]::NaN)")]
    public void An_interval_that_is_none_is_refused(string interval) => Assert.Equal(
        "ParameterArgumentTransformationError",
        module.Run($"New-NeuralNet -HiddenLayer 5 | {TrainBriefly} -Checkpoint $out/interval.safetensors -CheckpointInterval {interval}").ErrorId());

    private const string Network = "(New-NeuralNet -HiddenLayer 30 -BatchNorm -Seed 3)";

    private const string Essence =
        "ForEach-Object { \"$($_.FirstBatch) $($_.InitialWeightsHash) $($_.BatchOrderHash) $($_.FinalParametersHash) $($_.TestAccuracy) $($_.Diverged) $($_.Samples)\" }";

    private static string TrainWith(string? checkpoint, string interval = "0.01") =>
        Train + (checkpoint is null ? "" : $" -Checkpoint '{checkpoint}' -CheckpointInterval {interval}");

    /// <summary>Breaks a training off as soon as it has a checkpoint.</summary>
    private string Interrupt(string name)
    {
        string path = module.Out($"{name}.safetensors");
        ScriptResult result = module.Run($"& {{ {Network}; while (-not ([IO.File]::Exists('{path}'))) {{ [Threading.Thread]::Sleep(5) }}; throw 'enough' }} | {TrainWith(path)}");
        Assert.Equal("enough", result.Terminating!.Exception.Message);
        Assert.Empty(result.Output);
        return path;
    }
}
