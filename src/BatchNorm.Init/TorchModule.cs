using System.Reflection;

namespace BatchNorm.Init;

/// <summary>
/// The module BatchNorm.Torch, which holds TorchSharp and libtorch where this one is installed without them: half a gigabyte that
/// most never need. It is looked for when the first of its assemblies is asked for, in the folders where PowerShell looks for modules.
/// </summary>
internal static class TorchModule
{
    private const string Name = "BatchNorm.Torch";

    private static readonly string[] Assemblies = ["TorchSharp", "ICSharpCode.SharpZipLib"];

    /// <summary>Where an assembly of that module is, or null: it is not one of them, or the module is not installed.</summary>
    /// <param name="assembly">The assembly that is wanted.</param>
    /// <param name="modulePath">The folders of installed modules, as in the environment variable PSModulePath.</param>
    /// <param name="version">The version that goes with this module: its own.</param>
    public static string? Locate(AssemblyName assembly, string? modulePath, Version version)
    {
        if (!Assemblies.Contains(assembly.Name) || modulePath is null)
            return null;

        return modulePath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => Path.GetFullPath(Path.Combine(folder, Name, version.ToString(3), "lib", $"{assembly.Name}.dll")))
            .FirstOrDefault(File.Exists);
    }
}
