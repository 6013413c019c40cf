using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;

namespace BatchNorm.Shell.Hosting;

public sealed class PromptDialogTests : IDisposable
{
    private static readonly Collection<ChoiceDescription> Choices =
        [new("&Yes", "do it"), new("Yes to &All", "do all"), new("&No", "leave it")];

    private readonly StringWriter _screen = new();

    public void Dispose() => _screen.Dispose();

    [Theory]
    [InlineData("y", 0)]
    [InlineData("A", 1)]
    [InlineData("yes to all", 1)]
    [InlineData("", 2)]
    [InlineData(" n ", 2)]
    public void A_choice_is_taken_by_key_by_label_or_by_default(string answer, int taken)
    {
        Assert.Equal(taken, Dialog(answer).AskForChoice("Confirm", "Sure?", Choices, defaultChoice: 2));
        Assert.EndsWith(
            "[Y] Yes  [A] Yes to All  [N] No  [?] Help (default is \"N\"): ", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_is_no_choice_is_asked_again_and_a_question_mark_explains()
    {
        Assert.Equal(0, Dialog("x", "", "?", "Y").AskForChoice("Confirm", "Sure?", Choices, defaultChoice: -1));
        Assert.Contains("A - do all", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_are_asked_for_by_name_and_arrays_until_an_empty_line()
    {
        Dictionary<string, PSObject> values = Dialog("one", "0.1", "0.2", "").AskForFields(
            "", "", [Field("Name", typeof(string)), Field("Rate", typeof(double[]))]);

        Assert.Equal("one", values["Name"].BaseObject);
        Assert.Equal(["0.1", "0.2"], Assert.IsType<string[]>(values["Rate"].BaseObject));
        Assert.Contains("Rate[1]: ", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_is_a_name_and_a_secret()
    {
        NetworkCredential credential = Dialog("ada", "pass").AskForCredential("", "", userName: null).GetNetworkCredential();

        Assert.Equal(("ada", "pass"), (credential.UserName, credential.Password));
    }

    [Fact]
    public void Where_nobody_answers_the_error_repeats_the_question_and_tells_the_way_out()
    {
        var dialog = new PromptDialog(_screen.Write, answers: null);

        var exception = Assert.Throws<PSInvalidOperationException>(() => dialog.AskForChoice("Confirm", "Sure?", Choices, 0));

        Assert.Contains("-Confirm:$false", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Confirm Sure?", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_screen.ToString());
    }

    [Fact]
    public void Ctrl_C_and_the_end_of_input_stop_what_asks()
    {
        Assert.Throws<PipelineStoppedException>(() => Dialog().ReadLine());
        Assert.Throws<PipelineStoppedException>(() => new PromptDialog(_screen.Write, new Interrupted()).ReadLine());
    }

    private PromptDialog Dialog(params string[] answers) => new(_screen.Write, new Answers(answers));

    private static FieldDescription Field(string name, Type type)
    {
        var field = new FieldDescription(name);
        field.SetParameterType(type);
        return field;
    }

    private sealed class Answers(IEnumerable<string> lines) : ILineReader
    {
        private readonly Queue<string> _lines = new(lines);

        public string? ReadLine(bool masked = false) => _lines.TryDequeue(out string? line) ? line : null;
    }

    private sealed class Interrupted : ILineReader
    {
        public string? ReadLine(bool masked = false) => throw new OperationCanceledException();
    }
}
