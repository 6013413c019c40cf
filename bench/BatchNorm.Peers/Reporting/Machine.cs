using System.Globalization;

namespace BatchNorm.Peers.Reporting;

/// <summary>Describes the machine that measures, as far as it matters to speed.</summary>
internal static class Machine
{
    public static IReadOnlyList<string> Describe()
    {
        var machine = BatchNorm.Reporting.Machine.Here();
        return
        [
            $"{machine.Processor}, {machine.ProcessorCount} cores for this process, {machine.Architecture}",
            $"instruction sets: {string.Join(", ", machine.InstructionSets.DefaultIfEmpty("none beyond the base"))}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):0.0} GiB of memory"),
            $"{machine.OperatingSystem}, {machine.Framework}",
        ];
    }

    /// <summary>The load of the last minute, near 0 if nothing else runs; null where it is not told.</summary>
    public static string? Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null;
}
