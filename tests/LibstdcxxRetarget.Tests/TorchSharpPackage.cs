using System.Reflection;

namespace LibstdcxxRetarget;

/// <summary>The restored TorchSharp package. It holds the Linux library whatever the platform of the tests.</summary>
internal static class TorchSharpPackage
{
    private static readonly string Folder = typeof(TorchSharpPackage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == nameof(TorchSharpPackage)).Value!;

    public static string Library { get; } = Path.Combine(Folder, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
}
