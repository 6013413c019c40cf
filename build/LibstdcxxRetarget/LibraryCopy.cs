using System.Security.Cryptography;
using BatchNorm.Build;

namespace LibstdcxxRetarget;

/// <summary>Writes the copy of TorchSharp's binding that the module loads.</summary>
internal static class LibraryCopy
{
    /// <summary>SHA-256 of libLibTorchSharp.so for linux-x64 in TorchSharp 0.107.0, the one file that is edited.</summary>
    public const string KnownDigest = "CF33B1B0BB6BBB9754A768FB5C5D04D9F498603BE50E73F55621A0B40EE608B8";

    /// <summary>Copies the known library retargeted and any other unchanged; the copy appears whole or not at all.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public static string Write(string source, string destination)
    {
        byte[] bytes = File.ReadAllBytes(source);
        string digest = Convert.ToHexString(SHA256.HashData(bytes));
        bool known = digest == KnownDigest;
        if (known)
            Retargeting.Apply(new ElfFile(bytes), Substitution.ForTorchSharp);

        WholeFile.Write(destination, bytes);
        return known
            ? $"{destination}: retargeted to libstdc++ of GCC 11 and later."
            : $"{destination}: copied unchanged, because only the library of TorchSharp 0.107.0 is known to need retargeting " +
              $"(SHA-256 {KnownDigest}; this one has {digest}). If it loads on Debian 12, build/LibstdcxxRetarget can go; " +
              "if not, it has to learn about this version.";
    }
}
