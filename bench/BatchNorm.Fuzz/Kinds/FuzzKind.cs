namespace BatchNorm.Fuzz.Kinds;

/// <summary>A kind of file that the module reads: how to make a bad one, and how to read it.</summary>
internal abstract class FuzzKind
{
    /// <summary>Its name on the command line and in the table.</summary>
    public abstract string Name { get; }

    /// <summary>How many of a hundred files are of this kind.</summary>
    public abstract int Share { get; }

    /// <summary>How many are read in one go, where that is quicker.</summary>
    public virtual int BatchLength => 1;

    /// <summary>Bytes that may be allocated, whatever the file.</summary>
    public abstract long FixedBytes { get; }

    /// <summary>Bytes that may be allocated for each byte of the file.</summary>
    public abstract int BytesPerByte { get; }

    /// <summary>A good file, changed.</summary>
    public abstract byte[] Make(Random random);

    /// <summary>Reads files, together.</summary>
    /// <returns>How many were refused, with an error that is documented. Anything else is thrown.</returns>
    public abstract int Read(IReadOnlyList<byte[]> files);
}
