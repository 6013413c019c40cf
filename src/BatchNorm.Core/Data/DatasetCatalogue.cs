namespace BatchNorm.Data;

/// <summary>The datasets that can be asked for by name.</summary>
public static class DatasetCatalogue
{
    /// <summary>MNIST if it is there or can be fetched, else the synthetic digits.</summary>
    public const string Auto = "Auto";

    /// <summary>MNIST (LeCun, Cortes and Burges): 70,000 handwritten digits of 28 x 28 pixels.</summary>
    public static KnownDataset Mnist { get; } = new("Mnist", "handwritten digits", 10,
    [
        Images("train-images-idx3-ubyte", 60_000, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        Images("t10k-images-idx3-ubyte", 10_000, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        Labels("train-labels-idx1-ubyte", 60_000, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        Labels("t10k-labels-idx1-ubyte", 10_000, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ])
    {
        FolderNames = ["mnist"],
        AcceptsOthers = true,
        Mirrors = [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")],
    };

    /// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf): clothes, in files called like MNIST's.</summary>
    /// <remarks>
    /// The digests of the unpacked files are those that several public programs check after unpacking the authors' files; the two of the labels were also
    /// taken from the authors' repository, whose packed files have the digests that TensorFlow Datasets lists.
    /// </remarks>
    public static KnownDataset FashionMnist { get; } = new("FashionMnist", "clothes and shoes", 10,
    [
        Images("train-images-idx3-ubyte", 60_000, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
        Images("t10k-images-idx3-ubyte", 10_000, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
        Labels("train-labels-idx1-ubyte", 60_000, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
        Labels("t10k-labels-idx1-ubyte", 10_000, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    ])
    {
        FolderNames = ["fashionmnist", "fashion-mnist", "fashion_mnist"],
        Mirrors =
        [
            new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
            new("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
        ],
    };

    /// <summary>Kuzushiji-MNIST (Clanuwat and others): cursive Japanese, in files called like MNIST's.</summary>
    /// <remarks>Public sources tell the digests of the packed files only, as TensorFlow Datasets and torchvision for Ruby do: these are checked.</remarks>
    public static KnownDataset KMnist { get; } = new("KMnist", "cursive Japanese characters", 10,
    [
        PackedImages("train-images-idx3-ubyte", 60_000, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
        PackedImages("t10k-images-idx3-ubyte", 10_000, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
        PackedLabels("train-labels-idx1-ubyte", 60_000, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
        PackedLabels("t10k-labels-idx1-ubyte", 10_000, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
    ])
    {
        FolderNames = ["kmnist"],
        Mirrors = [new("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"), new("https://storage.googleapis.com/kuzushiji-mnist/")],
    };

    /// <summary>All published ones.</summary>
    public static IReadOnlyList<KnownDataset> Known { get; } = [Mnist, FashionMnist, KMnist, .. EmnistSplits.All];

    /// <summary>Every name that data can be asked for by.</summary>
    public static IReadOnlyList<string> Names { get; } = [Auto, SyntheticDigits.Name, .. Known.Select(dataset => dataset.Name)];

    /// <summary>The published dataset of a name, or null where there is none.</summary>
    public static KnownDataset? Find(string name) =>
        Known.FirstOrDefault(dataset => string.Equals(dataset.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The name that a text stands for, as the catalogue spells it: in any case, and as far as it tells which is meant. Null where that is none, or several.
    /// </summary>
    public static string? Spelled(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string begun = text.Trim();
        string[] meant = [.. Names.Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))];
        return Array.Find(meant, name => name.Length == begun.Length) ?? (meant is [var only] ? only : null);
    }

    internal static CatalogueFile PackedImages(string name, int count, string packedSha256) =>
        new(name, IdxContent.Images, count) { PackedSha256 = packedSha256 };

    internal static CatalogueFile PackedLabels(string name, int count, string packedSha256) =>
        new(name, IdxContent.Labels, count) { PackedSha256 = packedSha256 };

    private static CatalogueFile Images(string name, int count, string sha256) => new(name, IdxContent.Images, count) { Sha256 = sha256 };

    private static CatalogueFile Labels(string name, int count, string sha256) => new(name, IdxContent.Labels, count) { Sha256 = sha256 };
}
