namespace BatchNorm.Shell;

public sealed class ShellOptionsTests
{
    [Fact]
    public void Without_arguments_a_prompt_starts()
    {
        Assert.Equal(new ShellOptions(new ShellTask.ReadCommands(Prompting: true)), ShellOptions.Parse([]));
    }

    [Theory]
    [InlineData("-Command")]
    [InlineData("-c")]
    [InlineData("--command")]
    [InlineData("-COMM")]
    public void Everything_after_Command_is_its_text(string option)
    {
        ShellOptions options = ShellOptions.Parse([option, "Get-Stub", "-NoLogo", "|", "Out-Null"]);

        Assert.Equal(new ShellTask.RunCommand("Get-Stub -NoLogo | Out-Null"), options.Task);
        Assert.False(options.NoLogo);
    }

    [Fact]
    public void Command_with_a_dash_reads_standard_input_without_prompting()
    {
        Assert.Equal(new ShellTask.ReadCommands(Prompting: false), ShellOptions.Parse(["-Command", "-"]).Task);
    }

    [Fact]
    public void Everything_after_a_script_file_is_its_arguments()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("run.ps1", "");

        foreach (string[] arguments in new string[][] { ["-File", script, "-NoLogo", "x"], [script, "-NoLogo", "x"] })
        {
            var task = Assert.IsType<ShellTask.RunFile>(ShellOptions.Parse(arguments).Task);
            Assert.Equal(script, task.Path);
            Assert.Equal(["-NoLogo", "x"], task.Arguments);
        }
    }

    [Fact]
    public void Switches_stand_before_what_is_run()
    {
        ShellOptions options = ShellOptions.Parse(["-NoProfile", "-nol", "-NonInteractive", "-c", "1"]);

        Assert.Equal(new ShellOptions(new ShellTask.RunCommand("1"), NonInteractive: true, NoLogo: true), options);
    }

    [Theory]
    [InlineData("-Help")]
    [InlineData("-h")]
    [InlineData("-?")]
    public void Help_can_be_asked_for(string option)
    {
        Assert.IsType<ShellTask.ShowHelp>(ShellOptions.Parse([option]).Task);
    }

    [Theory]
    [InlineData("'-Bogus'", "-Bogus")]
    [InlineData("'-no'", "-no")] // pwsh wants at least -nop, -nol or -noni
    [InlineData("-Command needs", "-Command")]
    [InlineData("-File needs", "-NoLogo", "-File")]
    [InlineData("'absent.ps1'", "absent.ps1")]
    [InlineData("'absent.ps1'", "-File", "absent.ps1", "x")]
    public void What_cannot_be_followed_is_named(string named, params string[] arguments)
    {
        var exception = Assert.Throws<UsageException>(() => ShellOptions.Parse(arguments));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_script_is_refused()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<UsageException>(() => ShellOptions.Parse(["-File", folder.Write("run.txt", "")]));
    }
}
