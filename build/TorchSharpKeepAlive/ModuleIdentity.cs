using Mono.Cecil;

namespace TorchSharpKeepAlive;

/// <summary>Tells a changed assembly from its original. The name and the version stay, so that it is found under them.</summary>
internal static class ModuleIdentity
{
    /// <summary>The key of the AssemblyMetadata attribute that a changed assembly has; its value is the original's SHA-256.</summary>
    public const string MetadataKey = "BatchNorm.KeepAlive";

    public static void MarkAsChanged(ModuleDefinition module, string originalDigest)
    {
        module.Attributes &= ~ModuleAttributes.StrongNameSigned; // .NET checks no signature; the one there is of other bytes

        TypeSystem types = module.TypeSystem;
        var attribute = new TypeReference("System.Reflection", "AssemblyMetadataAttribute", module, types.CoreLibrary);
        var constructor = new MethodReference(".ctor", types.Void, attribute) { HasThis = true };
        constructor.Parameters.Add(new ParameterDefinition(types.String));
        constructor.Parameters.Add(new ParameterDefinition(types.String));
        module.Assembly.CustomAttributes.Add(new CustomAttribute(constructor)
        {
            ConstructorArguments =
            {
                new CustomAttributeArgument(types.String, MetadataKey),
                new CustomAttributeArgument(types.String, originalDigest),
            },
        });
    }
}
