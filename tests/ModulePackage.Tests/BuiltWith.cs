using System.Reflection;
using System.Runtime.CompilerServices;

namespace ModulePackage;

/// <summary>What the build knew, as the project file hands it on.</summary>
internal static class BuiltWith
{
    public static string RepositoryRoot => Value();

    public static string Configuration => Value();

    /// <summary>The repository's PowerShell console.</summary>
    public static string Console => Value();

    /// <summary>The version of everything in the repository, as folders of modules are called.</summary>
    public static string Version { get; } = typeof(BuiltWith).Assembly.GetName().Version!.ToString(3);

    private static string Value([CallerMemberName] string name = "") =>
        typeof(BuiltWith).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == name).Value!;
}
