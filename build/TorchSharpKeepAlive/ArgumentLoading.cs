using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TorchSharpKeepAlive;

/// <summary>Reads the many forms of the instruction that loads an argument.</summary>
internal static class ArgumentLoading
{
    /// <summary>The argument that an instruction loads, <c>this</c> included, or null where it loads none.</summary>
    public static ParameterDefinition? ArgumentLoaded(this Instruction? instruction, MethodDefinition method) => instruction?.OpCode.Code switch
    {
        Code.Ldarg_0 => At(method, 0),
        Code.Ldarg_1 => At(method, 1),
        Code.Ldarg_2 => At(method, 2),
        Code.Ldarg_3 => At(method, 3),
        Code.Ldarg or Code.Ldarg_S => (ParameterDefinition)instruction.Operand,
        _ => null,
    };

    private static ParameterDefinition At(MethodDefinition method, int place) =>
        !method.HasThis ? method.Parameters[place] : place == 0 ? method.Body.ThisParameter : method.Parameters[place - 1];
}
