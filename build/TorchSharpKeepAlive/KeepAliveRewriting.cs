using Mono.Cecil;

namespace TorchSharpKeepAlive;

/// <summary>
/// Rewrites an assembly so that no object is finalized while native code reads the memory it owns.
/// </summary>
/// <remarks>
/// An object's life ends at its last use, not at its method's end, once the code is optimized (the documentation of GC.KeepAlive). Of
/// <c>native(scalar.Handle)</c> that is the read of Handle, before the native code has begun. A call of GC.KeepAlive is a use.
/// </remarks>
internal static class KeepAliveRewriting
{
    /// <summary>Rewrites all methods that need it.</summary>
    /// <returns>How many that are.</returns>
    /// <exception cref="InvalidDataException">The assembly never refers to System.GC: it is no binding of the kind this is for.</exception>
    public static int Apply(ModuleDefinition module)
    {
        var owners = new HandleOwners(module);
        MethodReference keepAlive = KeepAlive(module);
        return module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .Count(method => new MethodRewriting(method, owners, keepAlive).Apply());
    }

    /// <summary>GC.KeepAlive as the assembly sees it, in the reference assembly it was compiled against.</summary>
    private static MethodReference KeepAlive(ModuleDefinition module)
    {
        TypeReference collector = module.GetTypeReferences().FirstOrDefault(type => type.FullName == "System.GC")
            ?? throw new InvalidDataException("The assembly does not refer to System.GC.");
        return new MethodReference("KeepAlive", module.TypeSystem.Void, collector)
        {
            Parameters = { new ParameterDefinition(module.TypeSystem.Object) },
        };
    }
}
