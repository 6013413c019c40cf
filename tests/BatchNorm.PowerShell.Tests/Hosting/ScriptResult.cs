using System.Management.Automation;

namespace BatchNorm.PowerShell.Hosting;

/// <summary>What a script wrote to each stream.</summary>
public sealed record ScriptResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    ErrorRecord? Terminating,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<ProgressRecord> Progress)
{
    /// <summary>The one object written.</summary>
    public PSObject Only()
    {
        ThrowIfFailed();
        return Assert.Single(Output);
    }

    /// <summary>The one error, terminating or not.</summary>
    public ErrorRecord Error() => Terminating ?? Assert.Single(Errors);

    /// <summary>The stable part of the one error's id.</summary>
    public string ErrorId() => Error().FullyQualifiedErrorId.Split(',')[0];

    public void ThrowIfFailed()
    {
        ErrorRecord? error = Terminating ?? (Errors.Count > 0 ? Errors[0] : null);
        if (error is not null)
            Assert.Fail($"{error.FullyQualifiedErrorId}: {error.Exception.Message}");
    }

    /// <summary>The one object's property as a value of a type.</summary>
    public T Value<T>(string property) => Only().Value<T>(property);
}
