

namespace BatchNorm.Shell;

/// <summary>What only a process of its own can show: arguments, streams and exit codes as the system sees them.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Command_writes_output_and_errors_to_their_streams_and_exits_with_the_code_given()
    {
        (int exitCode, string output, string error) = await ShellProcess.RunAsync(
            "", "-NoLogo", "-NoProfile", "-Command", "(Get-Stub).Activation;", "Remove-Nothing; exit 3");

        Assert.Equal(3, exitCode);
        Assert.Equal("ReLU\n", output);
        Assert.StartsWith("Remove-Nothing: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_runs_a_script_with_its_arguments()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("run.ps1", "param([string] $Name, [switch] $Fast) \"$Name $Fast $args\"; exit 5");

        (int exitCode, string output, string error) =
            await ShellProcess.RunAsync("", "-File", script, "-Name", "two words", "-Fast", "-7", "$x");

        Assert.Equal((5, "two words True -7 $x\n", ""), (exitCode, output, error));
    }

    [Theory]
    [InlineData("-Command", "-")]
    [InlineData]
    public async Task Commands_are_read_from_redirected_input_without_a_prompt(params string[] arguments)
    {
        (int exitCode, string output, string error) =
            await ShellProcess.RunAsync("if ($true) {\n'first'\n}\nRemove-Nothing\nexit 7\n'after'\n", arguments);

        Assert.Equal((7, "first\n"), (exitCode, output));
        Assert.Contains("Remove-Nothing", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_line_that_makes_no_sense_gets_the_usage_and_code_64()
    {
        (int exitCode, string output, string error) = await ShellProcess.RunAsync("", "-File", "absent.ps1");

        Assert.Equal((64, ""), (exitCode, output));
        Assert.Contains("'absent.ps1'", error, StringComparison.Ordinal);
        Assert.Contains("Usage:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_pipeline_and_runs_what_must_be_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot send Ctrl+C to a single process.");
        using ShellProcess shell = ShellProcess.Start(
            "-Command", "try { 'started'; while ($true) { } } finally { $host.UI.WriteLine('cleaned up') }; 'not reached'");
        await shell.Output.ReadLineAsync(TestContext.Current.CancellationToken);

        shell.Interrupt();

        Assert.Equal((1, "cleaned up\n", ""), await shell.EndAsync());
    }
}
