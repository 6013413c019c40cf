namespace BatchNorm.Sweeps;

/// <summary>
/// What tells whether two processes run on one kernel, where a lock on a file says for certain whether its holder lives. A process id tells nothing
/// from elsewhere, and names of machines are given twice.
/// </summary>
internal static class Kernel
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>On Linux the id of the kernel's start, which containers on one machine share; elsewhere the machine's name.</summary>
    public static string Id { get; } = File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : Environment.MachineName;
}
