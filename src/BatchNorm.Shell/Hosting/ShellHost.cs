using System.Globalization;
using System.Management.Automation.Host;

namespace BatchNorm.Shell.Hosting;

/// <summary>What the PowerShell engine knows of the program that hosts it.</summary>
internal sealed class ShellHost(ShellUserInterface userInterface) : PSHost
{
    /// <summary>The code given to <c>exit</c>; null until a script asks to leave.</summary>
    public int? RequestedExitCode { get; private set; }

    public override string Name => "BatchNorm.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => userInterface;

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("This shell has no nested prompt: answer the question, or run the command in pwsh.");

    public override void ExitNestedPrompt() =>
        throw new NotSupportedException("This shell has no nested prompt to leave.");

    public override void NotifyBeginApplication() => userInterface.EraseProgress();

    public override void NotifyEndApplication()
    {
    }
}
