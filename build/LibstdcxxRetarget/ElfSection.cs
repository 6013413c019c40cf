namespace LibstdcxxRetarget;

/// <summary>
/// An entry of the section header table (Elf64_Shdr): what the section holds, where, the section it refers to, and a number
/// whose meaning depends on the type.
/// </summary>
internal readonly record struct ElfSection(uint Type, ulong Offset, ulong Size, uint Link, uint Info)
{
    /// <summary>SHT_DYNSYM: the symbols that the loader sees.</summary>
    public const uint DynamicSymbols = 11;

    /// <summary>SHT_GNU_verneed: the versions wanted of other libraries.</summary>
    public const uint VersionNeeds = 0x6ffffffe;

    /// <summary>SHT_GNU_versym: one version index for each dynamic symbol.</summary>
    public const uint SymbolVersions = 0x6fffffff;
}
