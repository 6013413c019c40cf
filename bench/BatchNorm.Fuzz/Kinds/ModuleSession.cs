using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace BatchNorm.Fuzz.Kinds;

/// <summary>A PowerShell engine with the built module, whose cmdlets run on the thread that asks: so what they allocate can be measured.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleSession()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        Invoke([], shell => shell.AddCommand("Import-Module").AddParameter("Name", Manifest()).AddParameter("ErrorAction", "Stop"));
    }

    /// <summary>Runs a pipeline.</summary>
    /// <returns>What it wrote, and how many errors.</returns>
    /// <exception cref="UndocumentedErrorException">An error has no id of its own.</exception>
    public (IReadOnlyList<PSObject> Output, int Errors) Invoke(IEnumerable<object> input, Action<PowerShell> build)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        build(shell);
        IReadOnlyList<PSObject> output = [];
        int errors = 0;
        try
        {
            output = [.. shell.Invoke(input)];
        }
        catch (RuntimeException terminating)
        {
            Check(terminating.ErrorRecord);
            errors++;
        }

        foreach (ErrorRecord error in shell.Streams.Error)
        {
            Check(error);
            errors++;
        }

        return (output, errors);
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>What nobody foresaw has the name of its exception for an id, or the module's id for all that it did not foresee.</summary>
    private static void Check(ErrorRecord error)
    {
        string id = error.FullyQualifiedErrorId.Split(',')[0];
        if (id is "" or "UnexpectedFailure" || id.Contains('.', StringComparison.Ordinal) || id.EndsWith("Exception", StringComparison.Ordinal)
            || error.CategoryInfo.Category == ErrorCategory.NotSpecified)
        {
            throw new UndocumentedErrorException($"{error.FullyQualifiedErrorId}: {error.Exception}");
        }
    }

    private static string Manifest()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BatchNorm.psd1")))
            folder = folder.Parent;
        return folder is null
            ? throw new DirectoryNotFoundException("No BatchNorm.psd1 above this program.")
            : Path.Combine(folder.FullName, "BatchNorm.psd1");
    }
}
