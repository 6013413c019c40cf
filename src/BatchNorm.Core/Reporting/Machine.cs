using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using X86 = System.Runtime.Intrinsics.X86;

namespace BatchNorm.Reporting;

/// <summary>
/// The machine and the software that something was computed with, as far as numbers and times depend on them. Nothing in it tells whose
/// machine it is: no user, no host name, no path.
/// </summary>
public sealed record Machine
{
    /// <summary>The processor's name, as it tells it.</summary>
    public string Processor { get; init; } = "";

    /// <summary>How many processors this process may use.</summary>
    public int ProcessorCount { get; init; }

    /// <summary>The architecture of this process, as "X64" or "Arm64".</summary>
    public string Architecture { get; init; } = "";

    /// <summary>The vector instructions to be had, of those that the module uses.</summary>
    public IReadOnlyList<string> InstructionSets { get; init; } = [];

    /// <summary>The operating system and its version.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary>The version of .NET.</summary>
    public string Framework { get; init; } = "";

    /// <summary>The version of this module.</summary>
    public string ModuleVersion { get; init; } = "";

    /// <summary>The machine this runs on.</summary>
    public static Machine Here() => new()
    {
        Processor = ProcessorName(),
        ProcessorCount = Environment.ProcessorCount,
        Architecture = $"{RuntimeInformation.ProcessArchitecture}",
        InstructionSets = [.. Supported()],
        OperatingSystem = RuntimeInformation.OSDescription,
        Framework = RuntimeInformation.FrameworkDescription,
        ModuleVersion = typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
    };

    private static string ProcessorName()
    {
        const string Information = "/proc/cpuinfo";
        string? line = File.Exists(Information)
            ? File.ReadLines(Information).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? "a processor that does not tell its name";
    }

    private static IEnumerable<string> Supported()
    {
        (string Name, bool IsSupported)[] sets =
        [
            ("AVX2", X86.Avx2.IsSupported), ("FMA", X86.Fma.IsSupported), ("AVX-512F", X86.Avx512F.IsSupported),
            ("AVX-512DQ", X86.Avx512DQ.IsSupported), ("AdvSimd", AdvSimd.IsSupported),
        ];
        return sets.Where(set => set.IsSupported).Select(set => set.Name);
    }
}
