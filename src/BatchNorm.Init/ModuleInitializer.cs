using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace BatchNorm.Init;

/// <summary>
/// Makes everything the cmdlets depend on load into a context of its own. PowerShell itself loads the cmdlets' assembly, the next
/// nested module of the manifest; that asks for BatchNorm.Core, which is nowhere PowerShell looks, so the default context asks here.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    private const string CoreAssembly = "BatchNorm.Core";

    private static readonly Lazy<ModuleLoadContext> Context = new(() => new ModuleLoadContext(
        Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "lib", "BatchNorm.PowerShell.dll")));

    /// <summary>
    /// Called by PowerShell at every import. The hook outlives a removal of the module: assemblies are never unloaded, and objects
    /// that are still about may yet need what the module depends on.
    /// </summary>
    public void OnImport()
    {
        AssemblyLoadContext.Default.Resolving -= LoadCore;
        AssemblyLoadContext.Default.Resolving += LoadCore;
    }

    private static Assembly? LoadCore(AssemblyLoadContext _, AssemblyName name) =>
        name.Name == CoreAssembly ? Context.Value.LoadFromAssemblyName(name) : null;
}
