using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace TorchSharpKeepAlive;

/// <summary>Makes one method keep alive, until it returns, whatever owns the native memory that it or its callees read.</summary>
/// <remarks>
/// That is: its arguments, with <c>this</c>, that are owners or lead to owners (a list of tensors); and every other object whose Handle it
/// reads, be it a local, a field's or a temporary. By-reference arguments are held by the variable they refer to. Where a method throws there
/// is no native call left to protect. Instructions are inserted by making the one that stands there the first of the new ones: branches and
/// handlers that refer to it then lead to all of them.
/// </remarks>
internal sealed class MethodRewriting(MethodDefinition method, HandleOwners owners, MethodReference keepAlive)
{
    private readonly MethodBody _body = method.Body;

    /// <summary>Rewrites the method if it has anything to keep.</summary>
    /// <returns>Whether it has.</returns>
    public bool Apply()
    {
        ParameterDefinition[] arguments = [.. Arguments()];
        ParameterDefinition[] spans = [.. method.Parameters.Where(parameter => owners.IsSpanOfOwners(parameter.ParameterType))];
        Instruction[] receivers = [.. _body.Instructions.Where(HasUnkeptReceiver)];
        if (arguments.Length + spans.Length + receivers.Length == 0)
            return false;

        _body.SimplifyMacros(); // short branches may have to become long ones
        VariableDefinition[] locals = [.. receivers.Select(Remember), .. spans.Select(Copy)];
        foreach (Instruction end in _body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ret).ToArray())
        {
            InsertAt(end,
            [
                .. arguments.SelectMany(argument => Keep(Instruction.Create(OpCodes.Ldarg, argument))),
                .. locals.SelectMany(local => Keep(Instruction.Create(OpCodes.Ldloc, local))),
            ]);
        }

        _body.OptimizeMacros();
        return true;
    }

    private IEnumerable<ParameterDefinition> Arguments()
    {
        if (method.HasThis && owners.IsOwner(method.DeclaringType))
            yield return _body.ThisParameter;
        foreach (ParameterDefinition parameter in method.Parameters.Where(parameter => owners.IsHeld(parameter.ParameterType)))
            yield return parameter;
    }

    /// <summary>Whether the instruction reads a Handle of something else than an argument that is kept to the end.</summary>
    private bool HasUnkeptReceiver(Instruction instruction) =>
        owners.IsHandleRead(instruction.Operand as MethodReference) && !(IsKeptArgument(instruction.Previous) && !IsBranchTarget(instruction));

    private bool IsKeptArgument(Instruction instruction) =>
        instruction.ArgumentLoaded(method) is { } argument && Arguments().Contains(argument) && !IsReplaced(argument);

    private bool IsReplaced(ParameterDefinition argument) => _body.Instructions.Any(
        instruction => instruction.OpCode.Code is Code.Starg or Code.Starg_S or Code.Ldarga or Code.Ldarga_S && instruction.Operand == argument);

    private bool IsBranchTarget(Instruction instruction) => _body.Instructions.Any(
        other => other.Operand == instruction || other.Operand is Instruction[] targets && targets.Contains(instruction));

    /// <summary>Keeps in a local what a Handle is about to be read of.</summary>
    private VariableDefinition Remember(Instruction handleRead)
    {
        VariableDefinition local = NewLocal(method.Module.TypeSystem.Object);
        InsertAt(handleRead, [Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Stloc, local)]);
        return local;
    }

    /// <summary>Keeps in a local, from the beginning, an array of what a span refers to.</summary>
    private VariableDefinition Copy(ParameterDefinition span)
    {
        var toArray = new MethodReference("ToArray", new ArrayType(SpanParameter(span)), span.ParameterType) { HasThis = true };
        VariableDefinition local = NewLocal(method.Module.TypeSystem.Object);
        ILProcessor processor = _body.GetILProcessor();
        Instruction beginning = _body.Instructions[0]; // a loop that comes back here need not copy again
        processor.InsertBefore(beginning, Instruction.Create(OpCodes.Ldarga, span));
        processor.InsertBefore(beginning, Instruction.Create(OpCodes.Call, toArray));
        processor.InsertBefore(beginning, Instruction.Create(OpCodes.Stloc, local));
        return local;
    }

    /// <summary>The T of ReadOnlySpan, as its methods' signatures have it.</summary>
    private static GenericParameter SpanParameter(ParameterDefinition span) =>
        ((GenericInstanceType)span.ParameterType).ElementType.GenericParameters[0];

    private VariableDefinition NewLocal(TypeReference type)
    {
        var local = new VariableDefinition(type);
        _body.Variables.Add(local);
        _body.InitLocals = true; // a path that never came by the local returns null from it, which is kept alive in vain
        return local;
    }

    private Instruction[] Keep(Instruction load) => [load, Instruction.Create(OpCodes.Call, keepAlive)];

    /// <summary>Inserts instructions before another, in such a way that whatever leads there leads to the first of them.</summary>
    private void InsertAt(Instruction place, Instruction[] inserted)
    {
        ILProcessor processor = _body.GetILProcessor();
        Instruction moved = Instruction.Create(OpCodes.Nop);
        (moved.OpCode, moved.Operand) = (place.OpCode, place.Operand);
        (place.OpCode, place.Operand) = (inserted[0].OpCode, inserted[0].Operand);
        Instruction last = place;
        foreach (Instruction next in inserted.Skip(1).Append(moved))
        {
            processor.InsertAfter(last, next);
            last = next;
        }
    }
}
