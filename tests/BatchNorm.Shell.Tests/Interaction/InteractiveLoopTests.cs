namespace BatchNorm.Shell.Interaction;

public sealed class InteractiveLoopTests : IDisposable
{
    private readonly SessionFixture _fixture = new();
    private readonly StringWriter _prompts = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Lines_are_collected_until_the_statement_is_complete()
    {
        Run("foreach ($i in 1..2) {\n\n  \"item $i\"\n}\n'next'");

        Assert.Equal(["item 1", "item 2", "next"], OutputLines());
    }

    [Fact]
    public void Every_statement_is_prompted_for_and_its_further_lines_too()
    {
        _fixture.Session.RunScript("function prompt { 'bn> ' }");
        Run("if ($true) {\n1 }\n");

        Assert.Equal("bn> >> bn> ", _prompts.ToString());
    }

    [Fact]
    public void An_error_does_not_end_the_loop()
    {
        Assert.Equal(0, Run("throw 'bad'\nRemove-Nothing\n'alive'"));
        Assert.Equal(["alive"], OutputLines());
        Assert.Contains("bad", _fixture.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Exit_ends_the_loop_with_its_code()
    {
        Assert.Equal(3, Run("'before'\nexit 3\n'after'"));
        Assert.Equal(["before"], OutputLines());
    }

    [Fact]
    public void Input_that_ends_leaves_the_code_of_the_last_statement()
    {
        Assert.Equal(1, Run("1\nRemove-Nothing"));
    }

    [Fact]
    public void A_statement_that_input_breaks_off_is_an_error()
    {
        Assert.Equal(1, Run("if ($true) {\n'x'"));
        Assert.Contains("Missing closing '}'", _fixture.Error, StringComparison.Ordinal);
        Assert.Empty(OutputLines());
    }

    private int Run(string input) =>
        new InteractiveLoop(_fixture.Session, new StreamLineReader(new StringReader(input)), _prompts.Write).Run();

    private string[] OutputLines() =>
        _fixture.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
