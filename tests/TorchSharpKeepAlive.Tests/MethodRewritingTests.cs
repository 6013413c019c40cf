using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;
using TorchSharpKeepAlive.Samples;

namespace TorchSharpKeepAlive;

/// <summary>This assembly's own samples, as they were compiled and as the tool rewrites them.</summary>
public sealed class MethodRewritingTests
{
    private static readonly Type Rewritten = Rewrite(typeof(Methods));

    public static TheoryData<string> Samples =>
        [.. typeof(Methods).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.GetParameters().Length == 0).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_native_code_reads_is_still_there(string sample) => Assert.True(Call(Rewritten, sample));

    [Theory]
    [InlineData(nameof(Methods.Argument))]
    [InlineData(nameof(Methods.This))]
    [InlineData(nameof(Methods.Temporary))]
    public void Without_the_rewriting_it_is_freed_during_the_call(string sample) => Assert.False(Call(typeof(Methods), sample));

    private static bool Call(Type methods, string sample) => (bool)methods.GetMethod(sample, [])!.Invoke(null, [])!;

    private static Type Rewrite(Type original)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(original.Assembly.Location);
        KeepAliveRewriting.Apply(module);
        using var bytes = new MemoryStream();
        module.Write(bytes);
        bytes.Position = 0;
        return new AssemblyLoadContext("Rewritten").LoadFromStream(bytes).GetType(original.FullName!)!;
    }
}
