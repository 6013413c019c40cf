using System.Reflection;

namespace TorchSharpKeepAlive;

/// <summary>The restored TorchSharp package.</summary>
internal static class TorchSharpPackage
{
    private static readonly string Folder = typeof(TorchSharpPackage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == nameof(TorchSharpPackage)).Value!;

    public static string Library { get; } = Path.Combine(Folder, "lib", "net8.0", "TorchSharp.dll");
}
