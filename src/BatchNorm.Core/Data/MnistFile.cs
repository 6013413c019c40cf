namespace BatchNorm.Data;

/// <summary>One of the four files that MNIST is published in.</summary>
/// <param name="Name">Its name, unpacked, as its authors gave it.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Count">How many images or labels.</param>
/// <param name="Sha256">The digest of the unpacked file; packed ones differ from mirror to mirror.</param>
public sealed record MnistFile(string Name, IdxContent Content, int Count, string Sha256)
{
    /// <summary>The name of the gzip file that mirrors offer.</summary>
    public string PackedName => Name + ".gz";

    /// <summary>Bytes after the header of the unpacked file.</summary>
    public int ValueCount => Content == IdxContent.Images ? Count * MnistFiles.PixelsPerImage : Count;

    /// <summary>
    /// The names it is found under, in the order they are looked for. "train-images.idx3-ubyte" is how some archives
    /// spell it.
    /// </summary>
    public IEnumerable<string> FileNames
    {
        get
        {
            string dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
            return [Name, PackedName, dotted, dotted + ".gz"];
        }
    }

    /// <summary>The file's path in a folder, under any of its names, or null where it is not there.</summary>
    public string? FindIn(string folder) => FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Reads the file from a folder, whatever it holds.</summary>
    /// <exception cref="DatasetException">It is missing, cannot be read, or is not an IDX file of the right kind.</exception>
    internal IdxArray Read(string folder, CancellationToken cancellation)
    {
        string path = FindIn(folder)
            ?? throw new DatasetException(folder, $"The folder '{folder}' does not hold {Name}, neither plain nor as .gz.");
        return IdxFile.Read(path, Content, cancellation);
    }

    /// <summary>Reads the file from a folder that the module itself filled, where only MNIST's will do.</summary>
    /// <exception cref="DatasetException">It is missing, or it is another file, and should be deleted.</exception>
    internal IdxArray ReadGenuine(string folder, CancellationToken cancellation)
    {
        try
        {
            IdxArray array = Read(folder, cancellation);
            CheckGenuine(array);
            return array;
        }
        catch (DatasetException error)
        {
            throw new DatasetException(error.Path, $"{error.Message} Delete it, and it is fetched again.", error);
        }
    }

    /// <summary>Makes sure that what was read is MNIST's file, to the last byte.</summary>
    /// <exception cref="DatasetException">It is another one.</exception>
    internal void CheckGenuine(IdxArray array)
    {
        if (array.Sha256 != Sha256)
            throw new DatasetException(
                array.Path,
                $"The file '{array.Path}' is not MNIST's: expected content with the SHA-256 digest {Sha256}, found "
                + $"{array.Sha256}.");
    }
}
