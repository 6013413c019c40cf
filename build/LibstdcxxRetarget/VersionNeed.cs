namespace LibstdcxxRetarget;

/// <summary>
/// A version wanted of a library (Elf64_Vernaux), the index by which symbols refer to it, and the place of the entry in the file.
/// </summary>
internal sealed record VersionNeed(string Library, string Version, ushort Index, ulong Offset)
{
    /// <summary>Where in an entry the hash of the version's name stands.</summary>
    public const ulong HashField = 0x0;

    /// <summary>Where the index stands.</summary>
    public const ulong IndexField = 0x6;

    /// <summary>Where the place of the version's name in the string table stands.</summary>
    public const ulong NameField = 0x8;

    /// <summary>Where the distance to the next entry stands.</summary>
    public const ulong NextField = 0xc;
}
