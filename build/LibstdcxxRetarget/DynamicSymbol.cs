namespace LibstdcxxRetarget;

/// <summary>A dynamic symbol, the place of its name in the file, and the index of the version it is bound to.</summary>
internal sealed record DynamicSymbol(string Name, ulong NameOffset, ushort VersionIndex);
