namespace BatchNorm.Shell;

/// <summary>That the shell is PowerShell's console with all that belongs to it, and the module in it, as the system and scripts see it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Command_writes_output_and_errors_to_their_streams_and_exits_with_the_code_given()
    {
        (int exitCode, string output, string error) = await ShellProcess.RunAsync(
            "", "-Command", "(Get-LessonExperiment In6).Activation;", "Remove-Nothing; exit 3");

        Assert.Equal((3, "Sigmoid\n"), (exitCode, output));
        Assert.StartsWith("Remove-Nothing: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_runs_a_script_with_its_arguments()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("run.ps1", "param([string] $Name, [switch] $Fast) \"$Name $Fast $args\"; exit 5");

        ShellResult result = await ShellProcess.RunAsync("", "-File", script, "-Name", "two words", "-Fast", "-7", "$x");

        Assert.Equal(new ShellResult(5, "two words True -7 $x\n", ""), result);
    }

    [Theory]
    [InlineData("-Command", "-")]
    [InlineData("-NonInteractive")]
    public async Task Commands_are_read_from_standard_input(params string[] arguments)
    {
        (int exitCode, string output, string error) =
            await ShellProcess.RunAsync("if ($true) {\n'first'\n}\n\nRemove-Nothing\nexit 7\n'after'\n", arguments);

        Assert.Equal(7, exitCode);
        Assert.Contains("first\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("after\n", output, StringComparison.Ordinal);
        Assert.Contains("Remove-Nothing", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_are_errors_where_nobody_is_there_to_answer()
    {
        (int exitCode, string output, string error) = await ShellProcess.RunAsync("", "-NonInteractive", "-Command", "Read-Host");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("NonInteractive", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_PowerShell_brings_is_there_and_works_on_what_the_module_makes()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("run.ps1", """
            Set-Location $PSScriptRoot
            $experiments = Get-LessonExperiment In5, In6
            $experiments | Export-Csv lesson.csv
            "csv: $((Import-Csv lesson.csv).Activation)"
            $experiments | Export-Clixml lesson.xml
            "clixml: $((Import-Clixml lesson.xml).Activation)"
            "json: $(($experiments | ConvertTo-Json | ConvertFrom-Json).Activation)"
            "select: $($experiments | Select-Object -ExpandProperty Activation -Last 1)"
            "group: $(($experiments | Group-Object Activation).Name)"
            "list: $(($experiments[0] | Format-List Activation | Out-String).Trim())"
            "help: $((Get-Help Compare-BatchNorm).Name)"
            "compiled: $(Add-Type -PassThru 'public static class Made { public static int Number => 42; }' | ForEach-Object { $_::Number })"
            "job: $(Start-Job { "$((Get-LessonExperiment In6).Activation)" } | Receive-Job -Wait -AutoRemoveJob)"
            "runspaces: $(1..2 | ForEach-Object -Parallel { (New-InitialWeight -Seed $_).Seed } | Sort-Object)"
            "child: $(pwsh -NoProfile -Command '(Get-LessonExperiment In6).Activation')"
            """);

        ShellResult result = await ShellProcess.RunAsync("", "-File", script);

        Assert.Equal(
            new ShellResult(
                0,
                """
                csv: ReLU Sigmoid
                clixml: ReLU Sigmoid
                json: 0 1
                select: Sigmoid
                group: ReLU Sigmoid
                list: Activation : ReLU
                help: Compare-BatchNorm
                compiled: 42
                job: Sigmoid
                runspaces: 1 2
                child: Sigmoid

                """.ReplaceLineEndings("\n"),
                ""),
            result);
    }

    [Fact]
    public async Task Nothing_is_reported_to_the_makers_of_pwsh_and_no_newer_pwsh_is_looked_for()
    {
        ShellResult result = await ShellProcess.RunAsync("", "-Command", "$env:POWERSHELL_TELEMETRY_OPTOUT, $env:POWERSHELL_UPDATECHECK");

        Assert.Equal(new ShellResult(0, "1\nOff\n", ""), result);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_pipeline_and_runs_what_must_be_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot send Ctrl+C to a single process.");
        Assert.SkipWhen(ShellProcess.InterruptsAreIgnored(), "The tests were started with interrupts ignored, as in the background of a script, and so would the shell be.");
        using ShellProcess shell = ShellProcess.Start(
            "-Command", "try { 'started'; Start-Sleep 60; 'slept' } finally { $host.UI.WriteLine('cleaned up') }; 'not reached'");
        await shell.Output.ReadLineAsync(TestContext.Current.CancellationToken);

        shell.Interrupt();

        (_, string output, _) = await shell.EndAsync();
        Assert.Equal("cleaned up\n", output);
    }
}
