namespace LibstdcxxRetarget;

/// <summary>
/// The parts of a 64-bit little-endian shared library by which the loader binds symbols to versions of other libraries.
/// </summary>
/// <remarks>
/// Layouts: System V ABI, "Object Files" (Elf64_Ehdr, Elf64_Shdr, Elf64_Sym); symbol versions: Linux Standard Base, "Symbol
/// Versioning" (Elf64_Verneed, Elf64_Vernaux).
/// </remarks>
internal sealed class ElfFile
{
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const ushort VersionIndexMask = 0x7fff; // the top bit only hides a symbol

    private readonly ElfSection[] _sections;

    /// <exception cref="InvalidDataException">The bytes are no 64-bit little-endian ELF file, or are cut off.</exception>
    public ElfFile(byte[] bytes)
    {
        Bytes = new ElfBytes(bytes);
        if (!Bytes.At(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");

        _sections = ReadSections();
        Symbols = ReadSymbols();
        Needs = ReadNeeds();
    }

    public ElfBytes Bytes { get; }

    public IReadOnlyList<DynamicSymbol> Symbols { get; }

    public IReadOnlyList<VersionNeed> Needs { get; }

    private ElfSection[] ReadSections()
    {
        ulong table = Bytes.UInt64At(0x28);
        ushort entrySize = Bytes.UInt16At(0x3a);
        ushort count = Bytes.UInt16At(0x3c);
        if (entrySize != SectionHeaderSize)
            throw new InvalidDataException($"The ELF file is corrupt: section headers of {entrySize} bytes.");

        _ = Bytes.At(table, (ulong)count * SectionHeaderSize);
        var sections = new ElfSection[count];
        for (int i = 0; i < count; i++)
        {
            ulong header = table + (ulong)i * SectionHeaderSize;
            sections[i] = new ElfSection(
                Type: Bytes.UInt32At(header + 0x04),
                Offset: Bytes.UInt64At(header + 0x18),
                Size: Bytes.UInt64At(header + 0x20),
                Link: Bytes.UInt32At(header + 0x28),
                Info: Bytes.UInt32At(header + 0x2c));
        }

        return sections;
    }

    private DynamicSymbol[] ReadSymbols()
    {
        ElfSection table = Section(ElfSection.DynamicSymbols);
        ElfSection names = LinkedFrom(table);
        ElfSection versions = Section(ElfSection.SymbolVersions);
        ulong count = table.Size / SymbolSize;
        _ = Bytes.At(table.Offset, table.Size);

        var symbols = new DynamicSymbol[count];
        for (ulong i = 0; i < count; i++)
        {
            uint name = Bytes.UInt32At(table.Offset + i * SymbolSize);
            int version = Bytes.UInt16At(versions.Offset + i * sizeof(ushort)) & VersionIndexMask;
            symbols[i] = new DynamicSymbol(Bytes.StringAt(names, name), names.Offset + name, (ushort)version);
        }

        return symbols;
    }

    /// <summary>A list of libraries (Elf64_Verneed), each with a list of versions; a distance of 0 ends either.</summary>
    private List<VersionNeed> ReadNeeds()
    {
        ElfSection table = Section(ElfSection.VersionNeeds);
        ElfSection names = LinkedFrom(table);
        var needs = new List<VersionNeed>();
        for (ulong library = table.Offset, next = 1; next != 0; library += next)
        {
            string name = Bytes.StringAt(names, Bytes.UInt32At(library + 0x04));
            AddVersions(needs, name, library + Bytes.UInt32At(library + 0x08), names);
            next = Bytes.UInt32At(library + 0x0c);
        }

        return needs;
    }

    private void AddVersions(List<VersionNeed> needs, string library, ulong first, ElfSection names)
    {
        for (ulong need = first, next = 1; next != 0; need += next)
        {
            string version = Bytes.StringAt(names, Bytes.UInt32At(need + VersionNeed.NameField));
            needs.Add(new VersionNeed(library, version, Bytes.UInt16At(need + VersionNeed.IndexField), need));
            next = Bytes.UInt32At(need + VersionNeed.NextField);
        }
    }

    private ElfSection Section(uint type)
    {
        ElfSection[] found = Array.FindAll(_sections, section => section.Type == type);
        return found.Length == 1
            ? found[0]
            : throw new InvalidDataException($"The ELF file has {found.Length} sections of type 0x{type:x}, not one.");
    }

    private ElfSection LinkedFrom(ElfSection section) => section.Link < _sections.Length
        ? _sections[section.Link]
        : throw new InvalidDataException($"The ELF file is corrupt: it refers to section {section.Link} of {_sections.Length}.");
}
