using System.Diagnostics;

namespace BatchNorm.Sweeps.Launching;

/// <summary>Tells whether a process of this computer is the one that was started, and alive.</summary>
internal static class RunningProcess
{
    /// <summary>The system's clocks do not agree on when a process began to better than this.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>A process that was just started. One that has ended already began now.</summary>
    /// <param name="id">Its number.</param>
    public static WorkerProcess Of(int id) => new(id, StartOf(id) ?? DateTime.UtcNow);

    /// <summary>Whether it is alive: its number is in use, by a process that began when it did.</summary>
    public static bool IsAlive(WorkerProcess process) => StartOf(process.Id) is { } started && (started - process.Started).Duration() < Tolerance;

    private static DateTime? StartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
