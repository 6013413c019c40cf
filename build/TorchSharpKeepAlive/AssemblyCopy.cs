using System.Security.Cryptography;
using BatchNorm.Build;
using Mono.Cecil;

namespace TorchSharpKeepAlive;

/// <summary>Writes the copy of TorchSharp that the module loads, and beside it what was changed.</summary>
internal static class AssemblyCopy
{
    /// <summary>SHA-256 of lib/net8.0/TorchSharp.dll in TorchSharp 0.107.0, the one assembly that is rewritten.</summary>
    public const string KnownDigest = "4CDBEFE569482662109119685A31312C556CE24E67B6DAF75EB16CC62264809C";

    /// <summary>Rewrites the known assembly and refuses any other; the same bytes come out every time, whole or not at all.</summary>
    /// <returns>What was done, in a sentence.</returns>
    /// <exception cref="InvalidDataException">It is another assembly.</exception>
    public static string Write(string source, string destination)
    {
        byte[] original = File.ReadAllBytes(source);
        string digest = Convert.ToHexString(SHA256.HashData(original));
        if (digest != KnownDigest)
        {
            throw new InvalidDataException(
                $"Only the assembly of TorchSharp 0.107.0 is known to need keep-alives and to be right with them (SHA-256 {KnownDigest}; " +
                $"this one has {digest}). If this version frees no argument during a native call (bench/BatchNorm.Stress tells), " +
                "build/TorchSharpKeepAlive can go; if it does, look through what it hands to native code and change the digest here.");
        }

        using ModuleDefinition module = ModuleDefinition.ReadModule(new MemoryStream(original));
        int methods = KeepAliveRewriting.Apply(module);
        ModuleIdentity.MarkAsChanged(module, digest);

        using var rewritten = new MemoryStream();
        module.Write(rewritten, new WriterParameters { DeterministicMvid = true });
        WholeFile.Write(ChangeNote.PathFor(destination), ChangeNote.Of(methods, digest));
        WholeFile.Write(destination, rewritten.ToArray());
        return $"{destination}: {methods} methods keep what they were given alive to their end.";
    }
}
