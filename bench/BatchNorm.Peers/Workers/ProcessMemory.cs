using System.Diagnostics;

namespace BatchNorm.Peers.Workers;

/// <summary>The memory this process occupies (its resident set), native memory included, in bytes.</summary>
internal static class ProcessMemory
{
    public static long Now => Environment.WorkingSet;

    /// <summary>The most it has occupied so far.</summary>
    public static long Peak
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }
}
