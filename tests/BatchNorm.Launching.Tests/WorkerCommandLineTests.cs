using System.Management.Automation.Language;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

public class WorkerCommandLineTests
{
    [Fact]
    public void A_worker_imports_the_module_and_works_on_the_sweep()
    {
        WorkerCommand command = WorkerCommandLine.Of("/opt/pwsh/pwsh", "/home/me/BatchNorm.psd1", new WorkerOptions("/data/sweep", 4));

        Assert.Equal("/opt/pwsh/pwsh", command.Program);
        Assert.Equal(
            [
                "-NoProfile", "-NonInteractive", "-Command",
                "$PSStyle.OutputRendering = 'PlainText'; Import-Module '/home/me/BatchNorm.psd1' -ErrorAction Stop; Invoke-BatchNormSweep -Path '/data/sweep' -ThrottleLimit 4",
            ],
            command.Arguments);
    }

    [Fact]
    public void Everything_a_worker_can_be_told_is_in_its_command_line()
    {
        WorkerCommand command = WorkerCommandLine.Of("/pwsh", "/m", new WorkerOptions("/s", 1)
        {
            TimeLimit = new TimeSpan(1, 2, 3, 4),
            RetryCount = 0,
            Lingers = false,
            StartAt = 1 / 3.0,
            Dataset = "FashionMnist",
            DatasetPath = "/data/fashion",
        });

        Assert.EndsWith(
            "-ThrottleLimit 1 -TimeLimit '1.02:03:04' -RetryCount 0 -NoWait -StartAt 0.3333 -Dataset 'FashionMnist' -DatasetPath '/data/fashion'",
            command.Arguments[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/two words/$x")]
    [InlineData("/it's")]
    [InlineData("/\u2018curly\u2019 \u201Alow\u201B")]
    [InlineData("/`a\"b;|&\u201D")]
    [InlineData("/$(Get-Date)")]
    public void Whatever_is_in_a_path_PowerShell_reads_it_back(string path)
    {
        string script = WorkerCommandLine.Of("/pwsh", path, new WorkerOptions(path, 1) { DatasetPath = path }).Arguments[3];

        ScriptBlockAst read = Parser.ParseInput(script, out _, out ParseError[] errors);

        Assert.Empty(errors);
        Assert.Equal(3, read.EndBlock.Statements.Count);
        IEnumerable<string> quoted = read.FindAll(part => part is StringConstantExpressionAst { StringConstantType: StringConstantType.SingleQuoted }, searchNestedScriptBlocks: true)
            .Cast<StringConstantExpressionAst>().Select(text => text.Value);
        Assert.Equal(["PlainText", path, path, path], quoted);
    }

    [Theory]
    [InlineData("/a\nb")]
    [InlineData("/a\0b")]
    [InlineData("/a\u0085b")]
    public void A_path_with_a_control_character_is_refused(string path)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => WorkerCommandLine.Of("/pwsh", "/m", new WorkerOptions(path, 1)));

        Assert.Contains("'/a?b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_without_threads_time_or_retries_is_refused()
    {
        var options = new WorkerOptions("/s", 1);

        foreach (WorkerOptions wrong in (WorkerOptions[])[options with { Threads = 0 }, options with { TimeLimit = TimeSpan.Zero }, options with { RetryCount = -1 }])
            Assert.ThrowsAny<ArgumentException>(() => WorkerCommandLine.Of("/pwsh", "/m", wrong));
    }

    [Fact]
    public void Every_problem_has_its_advice()
    {
        Assert.All(Enum.GetValues<LaunchProblem>(), problem => Assert.EndsWith(".", LaunchAdvice.For(problem), StringComparison.Ordinal));
    }
}
