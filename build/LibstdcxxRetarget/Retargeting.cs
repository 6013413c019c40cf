using System.Text;

namespace LibstdcxxRetarget;

/// <summary>Binds a shared library to an older libstdc++ by editing its dynamic tables in place.</summary>
/// <remarks>
/// Nothing moves and nothing grows. The symbols edited are undefined ones, which DT_GNU_HASH does not list, so no hash table has
/// to follow a changed name.
/// </remarks>
internal static class Retargeting
{
    private const string Libstdcxx = "libstdc++.so.6";

    /// <exception cref="InvalidDataException">The file has no such need, or an edit would touch more.</exception>
    public static void Apply(ElfFile file, IEnumerable<Substitution> substitutions)
    {
        foreach (Substitution substitution in substitutions)
        {
            VersionNeed need = NeedOf(file, substitution.Version);
            DynamicSymbol symbol = OnlySymbolBoundTo(file, need, substitution.Symbol);
            Rename(file, symbol, substitution.OlderSymbol);
            Become(file, need, NeedOf(file, substitution.OlderVersion));
        }
    }

    private static VersionNeed NeedOf(ElfFile file, string version) =>
        file.Needs.SingleOrDefault(need => need.Library == Libstdcxx && need.Version == version)
        ?? throw new InvalidDataException($"The library does not want {version} of {Libstdcxx} exactly once.");

    private static DynamicSymbol OnlySymbolBoundTo(ElfFile file, VersionNeed need, string name)
    {
        DynamicSymbol[] bound = [.. file.Symbols.Where(symbol => symbol.VersionIndex == need.Index)];
        return bound is [var only] && only.Name == name
            ? only
            : throw new InvalidDataException(
                $"{need.Version} is wanted for {string.Join(", ", bound.Select(symbol => symbol.Name))}, not for {name} alone.");
    }

    private static void Rename(ElfFile file, DynamicSymbol symbol, string name)
    {
        if (name == symbol.Name)
            return;

        ulong end = symbol.NameOffset + (ulong)symbol.Name.Length;
        bool shared = file.Symbols.Any(
            other => other != symbol && other.NameOffset >= symbol.NameOffset && other.NameOffset < end);
        if (shared || name.Length > symbol.Name.Length)
            throw new InvalidDataException($"The name {symbol.Name} cannot be replaced in place by {name}.");

        Span<byte> place = file.Bytes.At(symbol.NameOffset, (ulong)symbol.Name.Length);
        place.Clear();
        Encoding.ASCII.GetBytes(name, place);
    }

    /// <summary>
    /// Gives a need the name and the hash of another. It keeps its own index, so the symbol bound to it follows: the older
    /// version is then wanted twice, which the loader checks twice.
    /// </summary>
    private static void Become(ElfFile file, VersionNeed need, VersionNeed other)
    {
        ElfBytes bytes = file.Bytes;
        bytes.SetUInt32At(need.Offset + VersionNeed.HashField, bytes.UInt32At(other.Offset + VersionNeed.HashField));
        bytes.SetUInt32At(need.Offset + VersionNeed.NameField, bytes.UInt32At(other.Offset + VersionNeed.NameField));
    }
}
