namespace BatchNorm.Shell;

/// <summary>The exit codes that pwsh gives for what a script cannot decide by itself.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The last statement failed, an error ended the run, or Ctrl+C did.</summary>
    public const int Failure = 1;

    /// <summary>EX_USAGE of sysexits.h: the command line makes no sense.</summary>
    public const int BadCommandLine = 64;

    /// <summary>EX_SOFTWARE of sysexits.h: the session could not be started.</summary>
    public const int StartFailure = 70;
}
