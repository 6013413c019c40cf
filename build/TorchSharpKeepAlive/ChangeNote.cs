using System.Text;

namespace TorchSharpKeepAlive;

/// <summary>What goes with a changed copy of someone else's work: what it was, and what was done to it.</summary>
internal static class ChangeNote
{
    public static string PathFor(string assembly) => Path.ChangeExtension(assembly, ".CHANGES.txt");

    public static byte[] Of(int methods, string digest) => Encoding.UTF8.GetBytes(
        $"""
        TorchSharp.dll in this folder is a changed copy of the assembly of TorchSharp 0.107.0 (https://github.com/dotnet/TorchSharp, Copyright
        (c) .NET Foundation and Contributors, MIT License: TorchSharp.LICENSE.txt). Its SHA-256 was {digest}.

        Changed, by build/TorchSharpKeepAlive of the BatchNorm module: {methods} methods call GC.KeepAlive before they return, for every argument
        that owns native memory (Tensor, Scalar, Generator) and everything else whose Handle they read. Without it the garbage collector may free
        what native code still reads. Nothing else in any method was changed. The strong name's signature, which is of the original's bytes, was
        taken out; an AssemblyMetadata attribute named BatchNorm.KeepAlive was put in.

        """);
}
