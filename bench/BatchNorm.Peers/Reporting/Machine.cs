using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using X86 = System.Runtime.Intrinsics.X86;

namespace BatchNorm.Peers.Reporting;

/// <summary>Describes the machine that measures, as far as it matters to speed.</summary>
internal static class Machine
{
    public static IReadOnlyList<string> Describe() =>
    [
        $"{Processor()}, {Environment.ProcessorCount} cores for this process, {RuntimeInformation.ProcessArchitecture}",
        $"instruction sets: {string.Join(", ", InstructionSets())}",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):0.0} GiB of memory"),
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}",
    ];

    /// <summary>The load of the last minute, near 0 if nothing else runs; null where it is not told.</summary>
    public static string? Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null;

    private static string Processor()
    {
        const string Information = "/proc/cpuinfo";
        string? line = File.Exists(Information)
            ? File.ReadLines(Information).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? "a processor that does not tell its name";
    }

    private static IEnumerable<string> InstructionSets()
    {
        (string Name, bool IsSupported)[] sets =
        [
            ("AVX2", X86.Avx2.IsSupported), ("FMA", X86.Fma.IsSupported), ("AVX-512F", X86.Avx512F.IsSupported),
            ("AVX-512DQ", X86.Avx512DQ.IsSupported), ("AdvSimd", AdvSimd.IsSupported),
        ];
        return sets.Where(set => set.IsSupported).Select(set => set.Name).DefaultIfEmpty("none beyond the base");
    }
}
