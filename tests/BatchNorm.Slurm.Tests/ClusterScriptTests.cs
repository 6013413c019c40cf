using BatchNorm.Sweeps.Launching;

namespace BatchNorm.Slurm;

/// <summary>What can be tried of the cluster's script where there is no Slurm: a project all of whose tests are skipped counts as failed.</summary>
public class ClusterScriptTests
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "cluster.sh");

    [Fact]
    public void Without_a_command_the_script_names_those_that_it_has()
    {
        CommandResult result = Run("SLURM_TEST_ROOT=/nowhere");

        Assert.Equal(2, result.ExitCode);
        Assert.All(["start PID", "kill-node N", "start-node N", "kill-controller", "start-controller", "stop"], command =>
            Assert.Contains($"cluster.sh {command}", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_done_where_nobody_says_for_which_cluster()
    {
        CommandResult result = Run("SLURM_TEST_ROOT=", "stop");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("SLURM_TEST_ROOT", result.Error, StringComparison.Ordinal);
    }

    private static CommandResult Run(string variable, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a Unix.");
        return new CommandRunner(TimeSpan.FromMinutes(1)).Run("env", [variable, Script, .. arguments], TestContext.Current.CancellationToken);
    }
}
