using System.Reflection;
using System.Runtime.Loader;

namespace BatchNorm.Init;

/// <summary>
/// Holds the module's assemblies and native libraries apart from those of PowerShell and of other modules, which may want
/// other versions. What is not the module's (System.Management.Automation above all) is shared with the process.
/// </summary>
internal sealed class ModuleLoadContext(string mainAssemblyPath) : AssemblyLoadContext("BatchNorm")
{
    private readonly AssemblyDependencyResolver _resolver = new(mainAssemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        (_resolver.ResolveAssemblyToPath(assemblyName) ?? LocateInTorchModule(assemblyName)) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static string? LocateInTorchModule(AssemblyName assemblyName) => TorchModule.Locate(
        assemblyName,
        Environment.GetEnvironmentVariable("PSModulePath"),
        typeof(ModuleLoadContext).Assembly.GetName().Version!);
}
