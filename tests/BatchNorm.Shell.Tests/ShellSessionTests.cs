using System.Management.Automation;

namespace BatchNorm.Shell;

public sealed class ShellSessionTests : IDisposable
{
    private readonly SessionFixture _fixture = new();

    private ShellSession Session => _fixture.Session;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_module_is_there_and_its_objects_come_out_formatted_and_whole()
    {
        Assert.Equal(0, Session.RunScript("Get-Stub -Activation Sigmoid"));

        string row = Assert.Single(_fixture.Output.Split('\n'), line => line.StartsWith("Sigmoid", StringComparison.Ordinal));
        Assert.EndsWith(new string('s', 60), row.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_cannot_be_imported_is_an_error_that_says_why()
    {
        using var folder = new TemporaryFolder();
        string manifest = folder.Write("BatchNorm.psd1", "@{ RootModule = 'absent.dll'; ModuleVersion = '1.0' }");

        var exception = Assert.ThrowsAny<RuntimeException>(() => Session.Import(manifest));

        Assert.Contains("absent.dll", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 4", 4)]
    [InlineData("function f { exit 6 }; f; 'not reached'", 6)]
    [InlineData("$host.SetShouldExit(9)", 9)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Remove-Nothing", 1)]
    [InlineData("Remove-Nothing; 1", 0)]
    [InlineData("Get-Stub -Activation None", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Remove-Nothing; 1", 1)]
    [InlineData("if (", 1)]
    [InlineData("1 1", 1)]
    public void Script_text_ends_with_the_exit_code_that_pwsh_gives(string script, int exitCode)
    {
        Assert.Equal(exitCode, Session.RunScript(script));
    }

    [Theory]
    [InlineData("'out'", 0)]
    [InlineData("exit 5", 5)]
    [InlineData("function f { exit 6 }; f", 6)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Remove-Nothing", 0)]
    [InlineData("if (", 1)]
    [InlineData("param([int] $Count) $Count", 1, "-Count", "many")]
    public void A_script_file_ends_with_the_exit_code_that_pwsh_gives(string script, int exitCode, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(exitCode, Session.RunFile(folder.Write("run.ps1", script), arguments));
    }

    [Fact]
    public void Script_files_get_their_arguments_and_know_where_they_are()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("it's $x.ps1", "param([int] $Count, [switch] $Fast) \"$Count|$Fast|$args|$PSScriptRoot\"");

        Session.RunFile(script, ["rest", "-Count", "4", "-Fast:$true"]);

        Assert.Equal($"4|True|rest|{folder.Path}", _fixture.Output.Trim());
    }

    [Theory]
    [InlineData("throw 'ended by this'", "ended by this")]
    [InlineData("Remove-Nothing", "Remove-Nothing")]
    [InlineData("1 1", "Unexpected token '1'")]
    [InlineData("if (", "Missing condition")]
    [InlineData("Remove-Stub", "Name")]
    [InlineData("Remove-Stub a", "-Confirm:$false")]
    public void Errors_go_to_standard_error_once_and_nowhere_else(string script, string part)
    {
        Session.RunScript(script);

        Assert.Contains(part, _fixture.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", _fixture.Error, StringComparison.Ordinal);
        Assert.Empty(_fixture.Output);
    }

    [Fact]
    public void Every_other_stream_goes_to_standard_output_marked_and_in_order()
    {
        Session.RunScript("""
            function f {
                [CmdletBinding()] param()
                $PSCmdlet.WriteWarning('w'); $PSCmdlet.WriteVerbose('v'); $PSCmdlet.WriteDebug('d')
                $host.UI.WriteLine('Red', 'Black', 'colored'); $PSStyle.Bold + 'bold'
            }
            $DebugPreference = 'Continue'
            f -Verbose
            """);

        Assert.Equal(
            ["WARNING: w", "VERBOSE: v", "DEBUG: d", "colored", "bold"],
            _fixture.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(_fixture.Error);
    }

    [Fact]
    public void Progress_leaves_no_trace_in_redirected_output()
    {
        Session.RunScript("""
            function f {
                [CmdletBinding()] param()
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'a', 'b'))
            }
            f
            """);

        Assert.Empty(_fixture.Output + _fixture.Error);
    }

    [Fact]
    public async Task Stop_ends_what_runs_and_the_session_goes_on()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<int> endless = Task.Run(() => Session.RunScript("'started'; while ($true) { }"), cancellation);
        await Task.WhenAny(_fixture.OutputHas("started"), endless);

        Assert.True(Session.Stop());
        Assert.Equal(1, await endless);
        Assert.False(Session.Stop());
        Assert.Equal(0, Session.RunScript("'alive'"));
        Assert.Equal("alive", _fixture.Output.Split('\n', StringSplitOptions.TrimEntries)[^2]);
    }

    [Fact]
    public async Task Stopping_a_script_file_is_no_success()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("run.ps1", "'started'; while ($true) { }");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<int> endless = Task.Run(() => Session.RunFile(script, []), cancellation);
        await Task.WhenAny(_fixture.OutputHas("started"), endless);

        Session.Stop();

        Assert.Equal(1, await endless);
    }

    [Fact]
    public void Completion_knows_the_module()
    {
        CommandCompletion completion = Session.Complete("Get-Stub -Activation S", cursor: 22);

        Assert.Equal("Sigmoid", Assert.Single(completion.CompletionMatches).CompletionText);
    }
}
