using System.Runtime.CompilerServices;

/// <summary>
/// Where the tests of an assembly keep their temporary files: in memory where the system has room for them there. They write tens of thousands,
/// many of them flushed, and would wait for a disk half of their time. What is tested is the same: names, locks and flushing are the system's.
/// </summary>
internal static class TemporaryFiles
{
    private const string Variable = "TMPDIR", Folder = "/dev/shm", Mounts = "/proc/mounts";
    private const long Room = 4L << 30; // bytes

    /// <summary>
    /// For this process and those that it starts, in a folder that goes with it: processes that are killed, as many are here, leave files behind.
    /// Whoever says where temporary files belong is followed.
    /// </summary>
    [ModuleInitializer]
    internal static void KeepInMemory()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(Variable) is not null || !IsRoomy())
            return;
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(Folder, $"batchnorm-tests-{Environment.ProcessId}"));
        Environment.SetEnvironmentVariable(Variable, folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A process that was started here and lives on writes to it: what it leaves is small.
        }
    }

    // Some tests write programs and start them, which a container's own folder often forbids.
    private static bool IsRoomy() =>
        File.Exists(Mounts) &&
        File.ReadLines(Mounts).Any(mount => mount.Split(' ') is [_, Folder, "tmpfs", var options, ..] && !options.Split(',').Intersect(["noexec", "ro"]).Any()) &&
        new DriveInfo(Folder).AvailableFreeSpace >= Room;
}
