using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class InvokeTrainingTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Train = "Invoke-Training -DatasetPath $tiny -TrainingBatches 40 -BatchesPerSample 10 -LearningRate 0.1";

    [Fact]
    public void A_run_tells_its_settings_its_samples_and_its_final_numbers()
    {
        PSObject run = module.Run($"New-NeuralNet -HiddenLayer 20 -BatchNorm -Seed 4 | {Train}").Only();

        Assert.Equal("With Batch Norm", run.Value<string>("Name"));
        Assert.True(run.Value<bool>("UseBatchNorm"));
        Assert.Equal(0.1, run.Value<double>("LearningRate"));
        Assert.Equal(4, run.Value<int>("Seed"));
        Assert.Equal(60, run.Value<int>("BatchSize"));
        Assert.Equal(module.Tiny.Name, run.Value<string>("Dataset"));
        Assert.False(run.Value<bool>("Diverged"));
        Assert.InRange(run.Value<double>("TestAccuracy"), 0.5, 1);
        Assert.True(run.Value<double>("BatchesPerSecond") > 0);
        PSObject[] samples = run.Value<PSObject[]>("Samples");
        Assert.Equal([0, 10, 20, 30], samples.Select(sample => sample.Value<int>("Step")));
        Assert.True(samples[^1].Value<double>("Accuracy") > samples[0].Value<double>("Accuracy"));
    }

    [Fact]
    public void Several_networks_are_trained_from_one_pipeline()
    {
        ScriptResult result = module.Run($"""
            $w = New-InitialWeight -HiddenLayer 20
            @(New-NeuralNet $w; New-NeuralNet $w -BatchNorm; New-NeuralNet $w -BatchNorm -Name third) | {Train}
            """);

        result.ThrowIfFailed();
        Assert.Equal(["Without Batch Norm", "With Batch Norm", "third"], result.Output.Select(run => run.Value<string>("Name")));
    }

    [Fact]
    public void Networks_are_taken_as_an_array_as_from_the_pipeline()
    {
        ScriptResult result = module.Run($$"""
            $nets = { 1..3 | ForEach-Object { New-NeuralNet -HiddenLayer 5 -Name "net $_" -Seed $_ } }
            $piped = & $nets | {{Train}}
            $given = {{Train}} -Network (& $nets)
            "$($piped.Name) $($piped.FinalParametersHash)"
            "$($given.Name) $($given.FinalParametersHash)"
            (& $nets | Test-Network -DatasetPath $tiny -WarningAction Ignore).Name -join ','
            (Test-Network (& $nets) -DatasetPath $tiny -WarningAction Ignore).Name -join ','
            """);

        result.ThrowIfFailed();
        string[] answers = [.. result.Output.Select(answer => answer.ToString())];
        Assert.StartsWith("net 1 net 2 net 3 ", answers[0], StringComparison.Ordinal);
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(["net 1,net 2,net 3", "net 1,net 2,net 3"], answers[2..]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_network_given_twice_is_trained_once_after_the_other(int throttleLimit)
    {
        ScriptResult result = module.Run($"""
            $once = New-NeuralNet -HiddenLayer 20 -BatchNorm
            $twice = New-NeuralNet -HiddenLayer 20 -BatchNorm
            ($once | {Train.Replace("40", "80", StringComparison.Ordinal)}).FinalParametersHash
            $runs = $twice, $twice | {Train} -ThrottleLimit {throttleLimit}
            $runs[1].FinalParametersHash
            $runs.FirstBatch -join ','
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[0].BaseObject, result.Output[1].BaseObject);
        Assert.Equal("0,40", result.Output[2].BaseObject);
    }

    [Fact]
    public void Runs_come_in_the_order_of_the_networks_and_an_error_in_its_place()
    {
        ScriptResult result = module.Run($$"""
            $bad = New-NeuralNet -HiddenLayer 5 -Name bad
            $bad.Dispose()
            $slow = New-NeuralNet -HiddenLayer 200,200,200 -Name slow
            $slow, $bad, (New-NeuralNet -HiddenLayer 5 -Name quick) | {{Train}} -ThrottleLimit 3 2>&1 |
                ForEach-Object { $_ -is [Management.Automation.ErrorRecord] ? $_.FullyQualifiedErrorId.Split(',')[0] : $_.Name }
            """);

        result.ThrowIfFailed();
        Assert.Equal(["slow", "NetworkDisposed", "quick"], result.Output.Select(answer => answer.ToString()));
    }

    [Fact]
    public void Unordered_gives_every_run_once()
    {
        ScriptResult result = module.Run($"1..4 | ForEach-Object {{ New-NeuralNet -HiddenLayer 5 -Name $_ }} | {Train} -Unordered -ThrottleLimit 3");

        result.ThrowIfFailed();
        Assert.Equal(["1", "2", "3", "4"], result.Output.Select(run => run.Value<string>("Name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Batches_of_one_image_are_warned_of_where_they_are_normalized()
    {
        ScriptResult result = module.Run($"""
            $with, $without = (New-NeuralNet -HiddenLayer 5 -BatchNorm -Name normalized), (New-NeuralNet -HiddenLayer 5)
            $null = $with, $without | {Train} -BatchSize 1
            $null = $with, $without | {Train} -BatchSize 2
            """);

        string warning = Assert.Single(result.Warnings);
        Assert.Contains("'normalized'", warning, StringComparison.Ordinal);
        Assert.Contains("no variance", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sessions_train_one_network_one_after_the_other()
    {
        ScriptResult result = module.Run($$"""
            $once = New-NeuralNet -HiddenLayer 20 -BatchNorm
            $hash = ($once | {{Train.Replace("40", "120", StringComparison.Ordinal)}}).FinalParametersHash
            $net = New-NeuralNet -HiddenLayer 20 -BatchNorm
            $runs = 1..3 | ForEach-Object -Parallel {
                Import-Module '{{Repository.Manifest}}'
                $tiny = $using:tiny
                $using:net | {{Train}}
            }
            $runs
            $hash
            """);

        result.ThrowIfFailed();
        PSObject[] runs = [.. result.Output.SkipLast(1).OrderBy(run => run.Value<int>("FirstBatch"))];
        Assert.Equal([0, 40, 80], runs.Select(run => run.Value<int>("FirstBatch")));
        Assert.Equal(result.Output[^1].BaseObject, runs[^1].Value<string>("FinalParametersHash"));
    }

    [Fact]
    public void Training_again_goes_on_from_where_the_network_is()
    {
        ScriptResult result = module.Run($"""
            $net = New-NeuralNet -HiddenLayer 20
            $first = $net | {Train}
            $second = $net | {Train}
            $first.TestAccuracy, $second.TestAccuracy, $net.TrainedBatches
            """);

        result.ThrowIfFailed();
        Assert.True((double)result.Output[1].BaseObject > (double)result.Output[0].BaseObject);
        Assert.Equal(80, result.Output[2].BaseObject);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        ScriptResult result = module.Run($"1..2 | ForEach-Object {{ New-NeuralNet -HiddenLayer 20 -Seed 5 | {Train} }}");

        result.ThrowIfFailed();
        Assert.Equal(Accuracies(result.Output[0]), Accuracies(result.Output[1]));
    }

    [Theory]
    [InlineData("-LearningRate 0")]
    [InlineData("-LearningRate -1")]
    [InlineData("-LearningRate ([double]::NaN)")]
    [InlineData("-LearningRate ([double]::PositiveInfinity)")]
    [InlineData("-TrainingBatches 0")]
    [InlineData("-BatchSize 0")]
    [InlineData("-BatchesPerSample 0")]
    [InlineData("-ThrottleLimit 0")]
    public void Settings_out_of_range_are_refused_at_binding_in_words(string argument)
    {
        ErrorRecord error = module.Run($"New-NeuralNet -HiddenLayer 5 | Invoke-Training -DatasetPath $tiny {argument}").Error();

        Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("argument", error.Exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_batch_larger_than_the_training_set_is_an_error_of_that_network_alone()
    {
        ScriptResult result = module.Run("New-NeuralNet -HiddenLayer 5 | Invoke-Training -DatasetPath $tiny -BatchSize 5000 -TrainingBatches 1");

        Assert.Empty(result.Output);
        Assert.Equal("InvalidSettings", result.ErrorId());
        Assert.Contains("larger than the training set", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_diverges_is_a_result()
    {
        PSObject run = module.Run("New-NeuralNet -HiddenLayer 20,20 -WeightScale 5 | Invoke-Training -DatasetPath $tiny -LearningRate 1e30 -TrainingBatches 20 -BatchesPerSample 5").Only();

        Assert.True(run.Value<bool>("Diverged"));
        double shareOfZeros = run.Value<double>("TestAccuracy");
        Assert.InRange(shareOfZeros, 0.01, 0.25); // class 0 is the answer to everything
    }

    [Fact]
    public void SaveAs_writes_a_file_that_tests_like_the_network()
    {
        ScriptResult result = module.Run($"""
            $run = New-NeuralNet -HiddenLayer 20 -BatchNorm | {Train} -SaveAs $out/saved.safetensors
            $run.TestAccuracy
            (Test-Network -RestoreFrom $out/saved.safetensors -DatasetPath $tiny).Accuracy
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[0].BaseObject, result.Output[1].BaseObject);
    }

    [Fact]
    public void WhatIf_neither_trains_nor_saves()
    {
        ScriptResult result = module.Run($"$net = New-NeuralNet -HiddenLayer 20; $net | {Train} -SaveAs $out/whatif.safetensors -WhatIf; $net.TrainedBatches");

        Assert.Equal(0, result.Only().BaseObject);
        Assert.False(File.Exists(module.Out("whatif.safetensors")));
    }

    [Fact]
    public void SaveAs_into_a_missing_folder_is_refused_before_training()
    {
        ScriptResult result = module.Run($"New-NeuralNet | {Train} -SaveAs $out/nowhere/x.safetensors");

        Assert.Equal("PathNotFound", result.ErrorId());
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error().CategoryInfo.Category);
    }

    [Theory]
    [InlineData("$out", "FileFailed")]
    [InlineData("/proc/x.safetensors", "AccessDenied")]
    public void SaveAs_where_no_file_can_be_written_is_refused_before_training(string path, string id)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || path == "$out", "The place is one of Linux.");

        ScriptResult result = module.Run($"$net = New-NeuralNet -HiddenLayer 5; $net | {Train} -SaveAs {path}; $net.TrainedBatches");

        Assert.Equal(id, result.ErrorId());
        Assert.Equal(0, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void SaveAs_leaves_nothing_but_the_file()
    {
        Directory.CreateDirectory(module.Out("saves"));
        module.Run($"New-NeuralNet -HiddenLayer 5 | {Train} -SaveAs $out/saves/a.safetensors").ThrowIfFailed();

        Assert.Equal(["a.safetensors"], Directory.EnumerateFileSystemEntries(module.Out("saves")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_second_network_is_not_saved_over_the_first()
    {
        ScriptResult result = module.Run($"@(New-NeuralNet -HiddenLayer 5; New-NeuralNet -HiddenLayer 6) | {Train} -SaveAs $out/one.safetensors");

        Assert.Single(result.Output);
        Assert.Equal("SaveAsTaken", result.ErrorId());
    }

    [Fact]
    public void Progress_is_shown_and_taken_away_again()
    {
        ScriptResult result = module.Run("New-NeuralNet -HiddenLayer 200,200,200 | Invoke-Training -DatasetPath $tiny -TrainingBatches 300 -BatchesPerSample 50");

        result.ThrowIfFailed();
        Assert.Contains(result.Progress, record => record.RecordType == ProgressRecordType.Processing);
        Assert.All(result.Progress, record => Assert.InRange(record.PercentComplete, -1, 100));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void Stopping_the_pipeline_ends_the_training_and_the_session_goes_on()
    {
        module.Session.RunUntilProgressThenStop($"New-NeuralNet | Invoke-Training -DatasetPath '{module.Tiny.Folder}' -TrainingBatches 100000000");

        module.Run($"New-NeuralNet -HiddenLayer 5 | {Train}").ThrowIfFailed();
    }

    [Fact]
    public void Verbose_tells_what_is_done()
    {
        ScriptResult result = module.Run($"New-NeuralNet -HiddenLayer 5 | {Train} -Verbose");

        Assert.Contains(result.Verbose, line => line.Contains("Training Without Batch Norm", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, line => line.Contains("Trained Without Batch Norm", StringComparison.Ordinal));
    }

    private static string[] Accuracies(PSObject run) => [.. run.Value<PSObject[]>("Samples").Select(sample => sample.ToString())];

    [Fact]
    public void Without_a_network_there_is_no_file_and_a_warning_says_so()
    {
        ScriptResult result = module.Run("[System.IO.File]::WriteAllText(\"$out/old.safetensors\", 'old'); @() | Invoke-Training -DatasetPath $tiny -SaveAs $out/old.safetensors");

        result.ThrowIfFailed();
        Assert.Contains("The file that stands there is an older one.", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
