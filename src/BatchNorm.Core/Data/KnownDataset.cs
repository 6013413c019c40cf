namespace BatchNorm.Data;

/// <summary>A published dataset: how its files are called, what they hold, and where they are to be had.</summary>
/// <param name="Name">What it is asked for by, and what results call it: "FashionMnist".</param>
/// <param name="Description">What it shows, in a few words.</param>
/// <param name="Classes">How many classes it has.</param>
/// <param name="Files">Training images, test images, training labels and test labels, in this order.</param>
public sealed record KnownDataset(string Name, string Description, int Classes, IReadOnlyList<CatalogueFile> Files)
{
    /// <summary>The folders that hold the four .gz files, in the order they are asked; none where they are not to be had one by one.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>How to come by the files where there are no mirrors: a sentence.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether images are stored column by column, and have to be turned over.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>The label of the first class.</summary>
    public byte FirstLabel { get; init; }

    /// <summary>The names, whatever their case, of the folders that its files may lie in: the first is that in the user's cache.</summary>
    public required IReadOnlyList<string> FolderNames { get; init; }

    /// <summary>Whether another set in files of the same names will do where this one is asked for: MNIST's format is everybody's.</summary>
    public bool AcceptsOthers { get; init; }

    /// <summary>Whether all its files are in a folder, under any of their names.</summary>
    public bool IsIn(string folder) => Files.All(file => file.FindIn(folder) is not null);

    /// <summary>
    /// The folder with its files: the one given, or one of its own name in there, or the folder "raw" or "gzip" in that, as PyTorch and the
    /// archive of EMNIST have it. One whose digests speak against it comes last. Null where it is in none.
    /// </summary>
    /// <param name="folder">Where to look; need not exist.</param>
    public string? FindIn(string folder) => Candidates(folder).Where(IsIn).OrderBy(place => IsPlausible(place) ? 0 : 1).FirstOrDefault();

    /// <summary>Whether its files are in a folder, or in one of its own in there, and nothing that is quickly found out speaks against them.</summary>
    internal bool IsPlausiblyIn(string folder) => FindIn(folder) is { } place && IsPlausible(place);

    /// <summary>What the digests of its files say of what was read.</summary>
    /// <param name="arrays">In the order of <see cref="Files"/>.</param>
    internal Genuineness Judge(IReadOnlyList<IdxArray> arrays) => Files.Zip(arrays, (file, array) => file.Judge(array)).Max();

    private IEnumerable<string> Candidates(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        IEnumerable<string> own = Directory.EnumerateDirectories(folder).Where(IsOwn).Order(StringComparer.Ordinal);
        return own.SelectMany(name => (string[])[name, Path.Combine(name, "raw"), Path.Combine(name, "gzip")]).Prepend(folder);
    }

    /// <summary>The test labels are the smallest of the files, and tell one set from another.</summary>
    private bool IsPlausible(string place)
    {
        try
        {
            return Files[^1].Judge(Files[^1].Read(place, CancellationToken.None)) != Genuineness.Other;
        }
        catch (DatasetException)
        {
            return true; // whoever reads all of it says what is wrong
        }
    }

    private bool IsOwn(string folder) => FolderNames.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase);
}
