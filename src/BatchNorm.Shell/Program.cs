using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace BatchNorm.Shell;

/// <summary>PowerShell's own console with the module imported, for machines that have the .NET SDK and no pwsh.</summary>
internal static class Program
{
    /// <summary>EX_SOFTWARE of sysexits.h, with which pwsh ends where it cannot make its session.</summary>
    private const int StartFailure = 70;

    private const string Help = """
        PowerShell's console with the BatchNorm module imported. Its parameters are those of pwsh, among them:

          -Command { - | <script text> }         runs the text; '-' reads commands from standard input
          [-File] <script.ps1> [arguments...]    runs the script; all that follow are its arguments
          -NoExit  -NoLogo  -NoProfile  -NonInteractive  -WorkingDirectory <folder>
        """;

    public static int Main(string[] arguments)
    {
        // What pwsh reports to its makers, and its word of newer releases, are about pwsh: this program could not be replaced by one.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");

        InitialSessionState state = InitialSessionState.CreateDefault2();
        try
        {
            state.ImportPSModule(ModuleLocator.Find(AppContext.BaseDirectory));
        }
        catch (FileNotFoundException exception)
        {
            Console.Error.WriteLine($"The BatchNorm module cannot be imported: {exception.Message}");
            return StartFailure;
        }

        string banner = $"PowerShell {PSVersionInfo.PSVersion} with the BatchNorm module. " +
            "'Get-Command -Module BatchNorm' lists its commands, 'exit' leaves.";

        // A session that could not be opened leaves a thread behind that would keep the process alive.
        Environment.Exit(ConsoleShell.Start(state, banner, Help, arguments));
        return StartFailure;
    }
}
