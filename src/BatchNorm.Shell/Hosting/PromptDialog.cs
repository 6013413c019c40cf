using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace BatchNorm.Shell.Hosting;

/// <summary>Asks the questions of commands: missing mandatory parameters, confirmations, credentials.</summary>
/// <param name="write">Shows text on the screen.</param>
/// <param name="answers">Where answers come from; null when nobody is there to give them.</param>
internal sealed class PromptDialog(Action<string> write, ILineReader? answers)
{
    /// <summary>One line; empty when input has ended.</summary>
    public string ReadLine() => Read(masked: false);

    /// <summary>One line that is not shown as it is typed.</summary>
    public SecureString ReadSecret()
    {
        var secret = new SecureString();
        foreach (char character in Read(masked: true))
            secret.AppendChar(character);
        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>A value for every field, by its name: text, a list of texts for an array, or a secret.</summary>
    public Dictionary<string, PSObject> AskForFields(string caption, string message, Collection<FieldDescription> fields)
    {
        string names = string.Join(", ", fields.Select(field => field.Name));
        RequireAnswers($"Give {names} on the command line.", caption, message);
        WriteHeading(caption, message);
        return fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(AskForField(field)));
    }

    /// <summary>The index of the choice taken, by its hot key or its label; an empty line takes the default.</summary>
    public int AskForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireAnswers("A confirmation is given beforehand with -Confirm:$false.", caption, message);
        WriteHeading(caption, message);
        Choice[] known = [.. choices.Select(choice => new Choice(choice))];
        while (true)
        {
            write(string.Join("  ", known.Select(choice => $"[{choice.Key}] {choice.Label}").Append("[?] Help")));
            write(defaultChoice >= 0 ? $" (default is \"{known[defaultChoice].Key}\"): " : ": ");

            string answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            int taken = Array.FindIndex(known, choice => choice.IsNamedBy(answer));
            if (taken >= 0)
                return taken;
            if (answer == "?")
                WriteLines(known.Select(choice => $"{choice.Key} - {choice.Help}"));
        }
    }

    /// <summary>A user's name, unless it is known, and the password that goes with it.</summary>
    public PSCredential AskForCredential(string caption, string message, string? userName)
    {
        RequireAnswers("Give the credential on the command line.", caption, message);
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            write("User: ");
            userName = ReadLine();
        }

        write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    private object AskForField(FieldDescription field)
    {
        if (field.ParameterTypeFullName == typeof(SecureString).FullName)
        {
            write($"{field.Name}: ");
            return ReadSecret();
        }

        if (field.ParameterTypeFullName == typeof(PSCredential).FullName)
            return AskForCredential("", field.Name, userName: null);

        if (!field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal))
        {
            write($"{field.Name}: ");
            return ReadLine();
        }

        var items = new List<string>();
        while (true)
        {
            write(string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{items.Count}]: "));
            string item = ReadLine();
            if (item.Length == 0)
                return items.ToArray();
            items.Add(item);
        }
    }

    private string Read(bool masked)
    {
        RequireAnswers("Give the answer on the command line.");
        try
        {
            // Input that has ended answers no more questions: as Ctrl+C, it stops what asks.
            return answers!.ReadLine(masked) ?? throw new PipelineStoppedException();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void RequireAnswers(string wayOut, params ReadOnlySpan<string> question)
    {
        if (answers is not null)
            return;
        string asked = string.Join(" ", question).ReplaceLineEndings(" ").Trim();
        throw new PSInvalidOperationException(
            "The shell cannot ask questions with -NonInteractive, or with input or output redirected. " + wayOut
            + (asked.Length > 0 ? $" The question was: {asked}" : ""));
    }

    private void WriteHeading(params ReadOnlySpan<string> lines)
    {
        write(Environment.NewLine);
        foreach (string line in lines)
        {
            if (!string.IsNullOrEmpty(line))
                write(line + Environment.NewLine);
        }
    }

    private void WriteLines(IEnumerable<string> lines) => write(string.Concat(lines.Select(line => line + Environment.NewLine)));

    /// <summary>A choice whose label marks its hot key with an ampersand: <c>Yes to &amp;All</c>.</summary>
    private sealed class Choice
    {
        public Choice(ChoiceDescription description)
        {
            int mark = description.Label.IndexOf('&', StringComparison.Ordinal);
            Label = mark < 0 ? description.Label : description.Label.Remove(mark, 1);
            Key = mark >= 0 && mark < Label.Length ? Label[mark].ToString().ToUpperInvariant() : Label;
            Help = description.HelpMessage;
        }

        public string Key { get; }

        public string Label { get; }

        public string Help { get; }

        public bool IsNamedBy(string answer) =>
            answer.Length > 0
            && (answer.Equals(Key, StringComparison.OrdinalIgnoreCase)
                || answer.Equals(Label, StringComparison.OrdinalIgnoreCase));
    }
}
