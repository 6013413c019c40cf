namespace BatchNorm.Data;

/// <summary>Reads a dataset from a folder that holds its four IDX files: training and test images, and the labels of both.</summary>
public static class DatasetReader
{
    /// <summary>
    /// Reads whatever a folder holds: MNIST's four files or others called like them, else the one split of EMNIST in it, each file plain or gzip. A
    /// twelfth of the training images becomes the validation set: the first in the file where it holds every class in its share, as MNIST's
    /// does, else the first of every class. The set is called what its digests say it is, else "Idx: " and the folder's name, with the names
    /// above it where that is one like "raw".
    /// </summary>
    /// <param name="folder">The folder with the files, under any of <see cref="CatalogueFile.FileNames"/>.</param>
    /// <param name="cancellation">Checked while the files are unpacked.</param>
    /// <exception cref="DatasetException">A file is missing, cannot be read, or is not what it should be.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static Task<Dataset> ReadAsync(string folder, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (DatasetCatalogue.Mnist.FindIn(folder) is { } mnist)
            return ReadUnnamedAsync(mnist, cancellation);

        KnownDataset[] found = [.. DatasetCatalogue.Known.Where(known => known.FindIn(folder) is not null)];
        return found switch
        {
            [] => throw Missing(folder, DatasetCatalogue.Mnist),
            [var only] => ReadAsync(folder, only, cancellation),
            _ => throw new DatasetException(
                folder, $"The folder '{folder}' holds several sets: {string.Join(", ", found.Select(known => known.Name))}. Name the one that is meant."),
        };
    }

    /// <summary>Reads a set of the catalogue from a folder.</summary>
    /// <remarks>Where MNIST is asked for, another set in files of the same names will do, as long as it is none of the catalogue.</remarks>
    /// <param name="folder">The folder with the files, or with a folder of theirs.</param>
    /// <param name="wanted">What it must hold.</param>
    /// <param name="cancellation">Checked while the files are unpacked.</param>
    /// <exception cref="DatasetException">A file is missing, cannot be read, or is of another set.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static async Task<Dataset> ReadAsync(string folder, KnownDataset wanted, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(wanted);
        string place = wanted.FindIn(folder) ?? throw Missing(folder, wanted);
        IdxArray[] arrays = await SideBySide(wanted.Files, file => file.Read(place, cancellation)).ConfigureAwait(false);
        if (Recognise(arrays, wanted) is { } other)
            throw new DatasetException(
                place, $"The folder '{place}' holds {other.Name}, and {wanted.Name} was asked for. Ask for {other.Name}, or name another folder.");
        if (wanted.AcceptsOthers && wanted.Judge(arrays) == Genuineness.Other)
            return DatasetAssembly.Of(NameOf(place), arrays);

        foreach ((CatalogueFile file, IdxArray array) in wanted.Files.Zip(arrays))
            file.CheckGenuine(array, wanted.Name);
        return DatasetAssembly.Of(wanted, arrays);
    }

    /// <summary>Reads a set of the catalogue from a folder that the module itself filled, where only the genuine files will do.</summary>
    /// <param name="folder">The folder with the files, or with a folder of theirs.</param>
    /// <param name="wanted">What it must hold.</param>
    /// <param name="cancellation">Checked while the files are unpacked.</param>
    /// <exception cref="DatasetException">A file is missing, or is another one and should be deleted.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    internal static async Task<Dataset> ReadGenuineAsync(string folder, KnownDataset wanted, CancellationToken cancellation)
    {
        string place = wanted.FindIn(folder) ?? throw Missing(folder, wanted);
        return DatasetAssembly.Of(
            wanted, await SideBySide(wanted.Files, file => file.ReadGenuine(place, wanted, cancellation)).ConfigureAwait(false));
    }

    /// <summary>Reads each file on a thread of its own; the arrays come in the files' order.</summary>
    internal static Task<IdxArray[]> SideBySide(IEnumerable<CatalogueFile> files, Func<CatalogueFile, IdxArray> read) =>
        Task.WhenAll(files.Select(file => Task.Run(() => read(file))));

    private static async Task<Dataset> ReadUnnamedAsync(string folder, CancellationToken cancellation)
    {
        IdxArray[] arrays = await SideBySide(DatasetCatalogue.Mnist.Files, file => file.Read(folder, cancellation)).ConfigureAwait(false);
        return Recognise(arrays, except: null) is { } known ? DatasetAssembly.Of(known, arrays) : DatasetAssembly.Of(NameOf(folder), arrays);
    }

    /// <summary>The set that digests prove files to be; any but one, or null.</summary>
    private static KnownDataset? Recognise(IdxArray[] arrays, KnownDataset? except) =>
        DatasetCatalogue.Known.FirstOrDefault(known => known.Name != except?.Name && known.Judge(arrays) == Genuineness.Proven);

    private static DatasetException Missing(string folder, KnownDataset wanted)
    {
        string all = Listed(wanted.Files);
        if (!Directory.Exists(folder))
            return new DatasetException(folder, $"The folder '{folder}' does not exist: expected one that holds {all}, plain or as .gz.");

        string missing = Listed(wanted.Files.Where(file => file.FindIn(folder) is null));
        return new DatasetException(folder, $"The folder '{folder}' does not hold {missing}, neither plain nor as .gz.");
    }

    private static string NameOf(string folder) => "Idx: " + FolderName.Of(
        folder, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    private static string Listed(IEnumerable<CatalogueFile> files) => string.Join(", ", files.Select(file => file.Name));
}
