namespace BatchNorm.PowerShell.Session;

/// <summary>What a scheduler calls the process that asks.</summary>
internal static class EngineJob
{
    /// <summary>"1234_5" for the task of an array job of Slurm, "1234" for another job; null outside of Slurm.</summary>
    public static string? OfThisProcess => Value("SLURM_ARRAY_JOB_ID") is { } array && Value("SLURM_ARRAY_TASK_ID") is { } task
        ? $"{array}_{task}"
        : Value("SLURM_JOB_ID");

    private static string? Value(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
