using Mono.Cecil;

namespace TorchSharpKeepAlive;

/// <summary>
/// Finds what has to be kept alive: classes that give out a Handle to native memory and free it in their finalizer. Of TorchSharp these
/// are Tensor, Scalar and Generator, with what derives from them. A SafeHandle needs no help: the runtime holds on to it in every call.
/// </summary>
internal sealed class HandleOwners
{
    private const string HandleGetter = "get_Handle";

    private readonly HashSet<TypeDefinition> _owners;

    public HandleOwners(ModuleDefinition module)
    {
        _owners = [.. module.GetTypes().Where(type => Declares(type, "Finalize") && Declares(type, HandleGetter))];
        foreach (TypeDefinition type in module.GetTypes().Where(type => IsDerived(type.BaseType)))
            _owners.Add(type);
    }

    /// <summary>The names of all such classes.</summary>
    public IEnumerable<string> Names => _owners.Select(type => type.FullName);

    /// <summary>Whether objects of the type own native memory themselves.</summary>
    public bool IsOwner(TypeReference? type) => type is TypeDefinition definition && _owners.Contains(definition);

    /// <summary>Whether the type is a class that owns native memory or, as an array or a list does, leads to such objects.</summary>
    public bool IsHeld(TypeReference type) => !type.IsValueType && !type.IsByReference && LeadsToOwners(type);

    /// <summary>Whether the type is ReadOnlySpan of owners, which keeps nothing alive but what it points into.</summary>
    public bool IsSpanOfOwners(TypeReference type) =>
        type is GenericInstanceType { ElementType.FullName: "System.ReadOnlySpan`1" } span && LeadsToOwners(span.GenericArguments[0]);

    /// <summary>Whether the call reads the Handle of an owner.</summary>
    public bool IsHandleRead(MethodReference? method) => method is { Name: HandleGetter } && IsOwner(method.DeclaringType);

    private static bool Declares(TypeDefinition type, string method) => type.Methods.Any(candidate => candidate.Name == method);

    private bool IsDerived(TypeReference? type) => type is TypeDefinition definition && (IsOwner(definition) || IsDerived(definition.BaseType));

    private bool LeadsToOwners(TypeReference type) => type switch
    {
        ArrayType array => LeadsToOwners(array.ElementType),
        GenericInstanceType generic => generic.GenericArguments.Any(LeadsToOwners),
        TypeDefinition { IsValueType: true } structure => structure.Fields.Any(field => !field.IsStatic && IsOwner(field.FieldType)),
        _ => IsOwner(type),
    };
}
