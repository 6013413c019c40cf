using System.Security.Cryptography;

namespace BatchNorm.Data;

/// <summary>One of the four files that a dataset is published in.</summary>
/// <param name="Name">Its name, unpacked, as its authors gave it.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Count">How many images or labels.</param>
public sealed record CatalogueFile(string Name, IdxContent Content, int Count)
{
    private static readonly ImageShape UsualImages = new(28, 28);

    /// <summary>How large its images are as they are stored, where it holds images.</summary>
    public ImageShape Images { get; init; } = UsualImages;

    /// <summary>The SHA-256 of the unpacked file, or null where no public source tells it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The SHA-256 of the gzip file as its authors packed it, or null where it does not matter or is not known.</summary>
    public string? PackedSha256 { get; init; }

    /// <summary>The dimensions it declares.</summary>
    public IEnumerable<int> Dimensions => Content == IdxContent.Images ? [Count, Images.Rows, Images.Columns] : [Count];

    /// <summary>The name of the gzip file that mirrors offer.</summary>
    public string PackedName => Name + ".gz";

    /// <summary>Bytes after the header of the unpacked file.</summary>
    public int ValueCount => Content == IdxContent.Images ? Count * Images.Pixels : Count;

    /// <summary>
    /// The names it is found under, in the order they are looked for. "train-images.idx3-ubyte" is how some archives
    /// spell it, "train-images-idx3-float" how a file of float32 numbers is called.
    /// </summary>
    public IEnumerable<string> FileNames
    {
        get
        {
            string dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
            string numbers = Name.Replace("-ubyte", "-float", StringComparison.Ordinal);
            string[] plain = Content == IdxContent.Images ? [Name, dotted, numbers] : [Name, dotted];
            return plain.SelectMany(name => (string[])[name, name + ".gz"]);
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

    /// <summary>Reads the file from a folder that the module itself filled, where only the genuine one will do.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dataset">The dataset it is of.</param>
    /// <param name="cancellation">Checked while the file is unpacked.</param>
    /// <exception cref="DatasetException">It is missing, or it is another file, and should be deleted.</exception>
    internal IdxArray ReadGenuine(string folder, KnownDataset dataset, CancellationToken cancellation)
    {
        try
        {
            IdxArray array = Read(folder, cancellation);
            CheckGenuine(array, dataset.Name);
            return array;
        }
        catch (DatasetException error)
        {
            string remedy = dataset.Mirrors is [] ? "Put the published one in its place." : "Delete it, and it is fetched again.";
            throw new DatasetException(error.Path, $"{error.Message} {remedy}", error);
        }
    }

    /// <summary>
    /// Whether what was read is the published file. Without the digest of the unpacked file, one that was unpacked or packed anew can be
    /// neither proven nor refuted, unless it holds another number of images, or such of another size.
    /// </summary>
    internal Genuineness Judge(IdxArray array)
    {
        if (!array.Dimensions.SequenceEqual(Dimensions) || array.Type != PixelType.UInt8)
            return Genuineness.Other;
        if (Sha256 is not null)
            return array.Sha256 == Sha256 ? Genuineness.Proven : Genuineness.Other;
        return array.PackedSha256 is { } packed && packed == PackedSha256 ? Genuineness.Proven : Genuineness.Open;
    }

    /// <summary>Makes sure that nothing speaks against what was read being the published file.</summary>
    /// <exception cref="DatasetException">It is another one.</exception>
    internal void CheckGenuine(IdxArray array, string dataset)
    {
        if (Judge(array) != Genuineness.Other)
            return;
        throw Sha256 is null
            ? Refusal(array, dataset, Sizes(Dimensions), Sizes(array.Dimensions))
            : Refusal(array, dataset, $"content with the SHA-256 digest {Sha256}", array.Sha256);
    }

    /// <summary>Makes sure that what a mirror sent is the published file, to the last byte.</summary>
    /// <exception cref="DatasetException">It is another one.</exception>
    internal void CheckSent(IdxArray array, ReadOnlySpan<byte> packed, string dataset)
    {
        CheckGenuine(array, dataset);
        if (Sha256 is null && Convert.ToHexStringLower(SHA256.HashData(packed)) is var digest && digest != PackedSha256)
            throw Refusal(array, dataset, $"a gzip file with the SHA-256 digest {PackedSha256}", digest);
    }

    private static string Sizes(IEnumerable<int> dimensions) => string.Join(" x ", dimensions);

    private static DatasetException Refusal(IdxArray array, string dataset, string expected, string found) =>
        new(array.Path, $"The file '{array.Path}' is not {dataset}'s: expected {expected}, found {found}.");
}
