using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class TestBatchNormClaimTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public TestBatchNormClaimTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $c) {
                $global:quick = @{ DatasetPath = $tiny; HiddenLayer = 20; TrainingBatches = 60; BatchesPerSample = 10; LearningRate = 0.1; ThrottleLimit = 1 }
                $global:c = @(Compare-BatchNorm -Seed (1..3) @quick)
            }
            """).ThrowIfFailed();
    }

    [Fact]
    public void A_claim_is_answered_with_one_object_that_has_the_numbers()
    {
        PSObject measured = _module.Run("$c | Measure-BatchNorm").Only();

        PSObject result = _module.Run("$c | Test-BatchNormClaim -By -0.5").Only();

        Assert.Equal(3, result.Value<int>("Count"));
        Assert.Equal(measured.Property("Difference"), result.Property("Mean"));
        Assert.Equal(measured.Property("DifferenceLow"), result.Property("Low"));
        Assert.Equal(measured.Property("DifferenceHigh"), result.Property("High"));
        Assert.Equal(measured.Value<double>("DifferenceLow") >= -0.5, result.Value<bool>("Passed"));
        Assert.StartsWith("Batch normalization is", result.Value<string>("Sentence"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-By -1", true)]
    [InlineData("-By 1", false)]
    [InlineData("-Accuracy 0 -Steps 0", true)]
    [InlineData("-Accuracy 1 -Steps 60 -WithoutBatchNorm", false)]
    [InlineData("-Accuracy 1 -Steps 60 -Share 0", true)]
    [InlineData("-SuccessRate 1 -Threshold 0", true)]
    [InlineData("-SuccessRate 0", true)]
    [InlineData("-SuccessRate 1 -Threshold 1 -WithoutBatchNorm", false)]
    [InlineData("-SameAs $c", true)]
    [InlineData("-SameAs $c[0], $c[2], $c[1]", false)]
    [InlineData("-SameAs $c[0]", false)]
    public void Quiet_answers_true_or_false(string claim, bool holds)
    {
        Assert.Equal(holds, _module.Run($"$c | Test-BatchNormClaim {claim} -Quiet").Only().BaseObject);
    }

    [Fact]
    public void Every_group_is_answered_for_and_quiet_wants_all_of_them()
    {
        ScriptResult each = _module.Run("$global:both = $c[0, 1] + (Compare-BatchNorm -Activation Tanh -Seed 1, 2 @quick); $both | Test-BatchNormClaim -By -1");

        each.ThrowIfFailed();
        Assert.Equal(2, each.Output.Count);
        Assert.Contains("Tanh", each.Output[1].Value<string>("Settings"), StringComparison.Ordinal);
        Assert.StartsWith("Tanh, hidden layers 20, learning rate 0.1", each.Output[1].Value<string>("Sentence"), StringComparison.Ordinal);
        Assert.Equal(true, _module.Run("$both | Test-BatchNormClaim -By -1 -Quiet").Only().BaseObject);
    }

    [Fact]
    public void Repeated_runs_are_the_same_to_the_bit_alone_or_in_comparisons()
    {
        Assert.Equal(true, _module.Run("Compare-BatchNorm -Seed (1..3) @quick | Test-BatchNormClaim -SameAs $c -Quiet").Only().BaseObject);
        Assert.Equal(true, _module.Run("$c.WithBatchNorm | Test-BatchNormClaim -SameAs $c.WithBatchNorm -Quiet").Only().BaseObject);
        Assert.Equal(false, _module.Run("$c.WithoutBatchNorm | Test-BatchNormClaim -SameAs $c.WithBatchNorm -Quiet").Only().BaseObject);
    }

    [Fact]
    public void What_a_file_or_a_job_brings_back_is_tested_as_well()
    {
        Assert.Equal(true, _module.Run("""
            $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c))
            $back | Test-BatchNormClaim -SameAs $c -Quiet
            """).Only().BaseObject);
    }

    [Theory]
    [InlineData("@() | Test-BatchNormClaim", "NothingToTest")]
    [InlineData("'nothing' | Test-BatchNormClaim", "NoComparison")]
    [InlineData("'nothing' | Test-BatchNormClaim -SameAs $c", "NoRun")]
    [InlineData("$c | Test-BatchNormClaim -SameAs 'nothing'", "NoRun")]
    [InlineData("$c[0], $c[1].WithBatchNorm | Test-BatchNormClaim", "NoComparison")]
    [InlineData("$c[0], $null, $c[1] | Test-BatchNormClaim -By -1 -Quiet", "MissingResult")]
    [InlineData("Test-BatchNormClaim -By -1 -InputObject ($c[0], $null)", "MissingResult")]
    [InlineData("$c | Test-BatchNormClaim -SameAs @()", "NothingToTest")]
    [InlineData("$row = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c[0])); $row.FinalParametersHashWith = ''; $row | Test-BatchNormClaim -SameAs $c[0] -Quiet", "UntestableClaim")]
    public void A_claim_about_nothing_or_about_something_else_is_an_error_and_no_pass(string script, string id)
    {
        ScriptResult result = _module.Run(script);

        Assert.Equal(id, result.ErrorId());
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_difference_of_unpaired_runs_is_tested_with_a_warning()
    {
        ScriptResult result = _module.Run("$row = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c[2])); $row.IsPaired = $false; $c[0], $c[1], $row | Test-BatchNormClaim -By -1");

        Assert.True(result.Value<bool>("Passed"));
        Assert.Contains("seed 3 are not known", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
