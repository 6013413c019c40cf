using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TorchSharpKeepAlive;

public sealed class RewrittenTorchSharpTests : IDisposable
{
    private const string Scalar = "TorchSharp.Scalar";
    private const string Tensor = "TorchSharp.torch/Tensor";
    private const string Parameter = "TorchSharp.Modules.Parameter";
    private const string Generator = "TorchSharp.torch/Generator";

    private static readonly string[] HeavilyUsed =
        ["torch", "torch+Tensor", "Scalar", "torch+nn+functional", "torch+autograd", "torch+linalg", "torch+special", "torch+fft"];

    private static readonly Lazy<byte[]> Rewritten = new(RewriteOnce);

    private readonly string _folder = Directory.CreateTempSubdirectory("keep-alive-").FullName;

    private string Copy => Path.Combine(_folder, "TorchSharp.dll");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_method_keeps_its_scalars_and_tensors_alive_before_every_return()
    {
        using ModuleDefinition module = Rewrite();
        int methods = 0;
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            ParameterDefinition[] owners = [.. Arguments(method).Where(argument => argument.ParameterType.FullName is Scalar or Tensor or Parameter)];
            methods += owners.Length > 0 ? 1 : 0;
            foreach (Instruction end in method.Body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ret))
                Assert.All(owners, owner => Assert.True(KeptBefore(end, method).Contains(owner), $"{method.FullName} lets go of {owner.Name}."));
        }

        Assert.InRange(methods, 2_000, 3_000);
    }

    [Fact]
    public void Nothing_leads_past_what_keeps_them_alive()
    {
        using ModuleDefinition module = Rewrite();
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            Instruction[] passedBy = [.. method.Body.Instructions.Where(instruction => IsKeepAlive(instruction) && instruction.Next is { } next
                && (next.OpCode == OpCodes.Ret || IsKeepAlive(next.Next)))];
            HashSet<Instruction> targets = [.. method.Body.Instructions.SelectMany(Targets)];
            Assert.All(passedBy, keepAlive => Assert.DoesNotContain(keepAlive.Next, targets));
        }
    }

    [Fact]
    public void What_owns_native_memory_is_found()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(TorchSharpPackage.Library);

        Assert.Equal([Parameter, Scalar, Generator, Tensor], new HandleOwners(module).Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_runtime_compiles_every_method_of_it()
    {
        Assembly assembly = new AssemblyLoadContext("Rewritten TorchSharp").LoadFromStream(new MemoryStream(Rewritten.Value));

        int compiled = 0;
        foreach (Type type in HeavilyUsed.Select(name => assembly.GetType($"TorchSharp.{name}", throwOnError: true)!))
        {
            foreach (MethodInfo method in type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
                .Where(method => !method.ContainsGenericParameters && method.GetMethodBody() is not null))
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle); // throws InvalidProgramException where the instructions make no sense
                compiled++;
            }
        }

        Assert.InRange(compiled, 1_500, 5_000);
    }

    [Fact]
    public void The_name_stays_and_the_signature_goes_and_a_mark_says_what_it_was()
    {
        using ModuleDefinition before = ModuleDefinition.ReadModule(TorchSharpPackage.Library);
        using ModuleDefinition after = Rewrite();

        Assert.Equal(before.Assembly.Name.FullName, after.Assembly.Name.FullName);
        Assert.NotEqual(before.Mvid, after.Mvid);
        Assert.False(after.Attributes.HasFlag(ModuleAttributes.StrongNameSigned));
        CustomAttribute mark = Assert.Single(after.Assembly.CustomAttributes, attribute => attribute.ConstructorArguments is [{ Value: ModuleIdentity.MetadataKey }, _]);
        Assert.Equal(AssemblyCopy.KnownDigest, mark.ConstructorArguments[1].Value);
    }

    [Fact]
    public void The_same_file_gives_the_same_copy_and_note_and_leaves_nothing_else()
    {
        AssemblyCopy.Write(TorchSharpPackage.Library, Copy);

        string message = AssemblyCopy.Write(TorchSharpPackage.Library, Copy);

        Assert.Equal(Rewritten.Value, File.ReadAllBytes(Copy));
        Assert.Contains("methods keep", message, StringComparison.Ordinal);
        string note = Path.Combine(_folder, "TorchSharp.CHANGES.txt");
        Assert.Equal([note, Copy], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
        Assert.Contains(AssemblyCopy.KnownDigest, File.ReadAllText(note), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_assembly_is_refused_with_what_to_do_and_nothing_is_written()
    {
        File.WriteAllBytes(Copy, Rewritten.Value);
        string other = Path.Combine(_folder, "other", "TorchSharp.dll");

        var error = Assert.Throws<InvalidDataException>(() => AssemblyCopy.Write(Copy, other));

        Assert.Contains(AssemblyCopy.KnownDigest, error.Message, StringComparison.Ordinal);
        Assert.Contains("change the digest", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(other)));
    }

    private static ModuleDefinition Rewrite() => ModuleDefinition.ReadModule(new MemoryStream(Rewritten.Value));

    private static byte[] RewriteOnce()
    {
        string folder = Directory.CreateTempSubdirectory("keep-alive-").FullName;
        try
        {
            string copy = Path.Combine(folder, "TorchSharp.dll");
            AssemblyCopy.Write(TorchSharpPackage.Library, copy);
            return File.ReadAllBytes(copy);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<ParameterDefinition> Arguments(MethodDefinition method) =>
        method.HasThis ? method.Parameters.Prepend(method.Body.ThisParameter) : method.Parameters;

    /// <summary>The arguments that the pairs "load, keep alive" right before a return name.</summary>
    private static HashSet<ParameterDefinition> KeptBefore(Instruction end, MethodDefinition method)
    {
        HashSet<ParameterDefinition> kept = [];
        for (Instruction? call = end.Previous; IsKeepAlive(call); call = call!.Previous.Previous)
        {
            if (call!.Previous.ArgumentLoaded(method) is { } argument)
                kept.Add(argument);
        }

        return kept;
    }

    private static bool IsKeepAlive(Instruction? instruction) =>
        instruction?.Operand is MethodReference { Name: "KeepAlive", DeclaringType.FullName: "System.GC" };

    private static IEnumerable<Instruction> Targets(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => [target],
        Instruction[] targets => targets,
        _ => [],
    };
}
