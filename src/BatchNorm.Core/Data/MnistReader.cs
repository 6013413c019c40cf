namespace BatchNorm.Data;

/// <summary>Reads a dataset from a folder that holds the four IDX files of MNIST, or of another set laid out like it.</summary>
public static class MnistReader
{
    /// <summary>What genuine MNIST is called.</summary>
    private const string Mnist = "Mnist";

    /// <summary>
    /// Reads the four files, each plain or gzip, side by side. A twelfth of the training images becomes the validation set: the first
    /// in the file where it holds every class in its share, as MNIST's does, else the first of every class. The set is called "Mnist"
    /// when its digests say that it is, else "Idx: " and the folder's name, with the names above it where that is one like "raw".
    /// </summary>
    /// <param name="folder">The folder with the files, under any of <see cref="MnistFile.FileNames"/>.</param>
    /// <param name="cancellation">Checked while the files are unpacked.</param>
    /// <exception cref="DatasetException">A file is missing, cannot be read, or is not what it should be.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static async Task<Dataset> ReadAsync(string folder, CancellationToken cancellation = default)
    {
        CheckPresent(folder, MnistFiles.All);
        IdxArray[] arrays = await SideBySide(MnistFiles.All, file => file.Read(folder, cancellation)).ConfigureAwait(false);
        bool genuine = MnistFiles.All.Zip(arrays).All(pair => pair.First.Sha256 == pair.Second.Sha256);
        return Assemble(genuine ? Mnist : $"Idx: {NameOf(folder)}", arrays);
    }

    /// <summary>Reads the four files from a folder that the module itself filled, where only MNIST's will do.</summary>
    /// <param name="folder">The folder with the files.</param>
    /// <param name="files">What MNIST's files are, in the order of <see cref="MnistFiles.All"/>.</param>
    /// <param name="cancellation">Checked while the files are unpacked.</param>
    /// <exception cref="DatasetException">A file is missing, or is not MNIST's and should be deleted.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    internal static async Task<Dataset> ReadGenuineAsync(
        string folder, IReadOnlyList<MnistFile> files, CancellationToken cancellation)
    {
        CheckPresent(folder, files);
        return Assemble(Mnist, await SideBySide(files, file => file.ReadGenuine(folder, cancellation)).ConfigureAwait(false));
    }

    /// <summary>Reads each file on a thread of its own; the arrays come in the files' order.</summary>
    internal static Task<IdxArray[]> SideBySide(IEnumerable<MnistFile> files, Func<MnistFile, IdxArray> read) =>
        Task.WhenAll(files.Select(file => Task.Run(() => read(file))));

    private static void CheckPresent(string folder, IReadOnlyList<MnistFile> files)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new DatasetException(
                folder,
                $"The folder '{folder}' does not exist: expected one that holds {Listed(files)}, plain or as .gz.");

        MnistFile[] missing = [.. files.Where(file => file.FindIn(folder) is null)];
        if (missing is not [])
            throw new DatasetException(
                folder,
                $"The folder '{folder}' does not hold {Listed(missing)}, neither plain nor as .gz.");
    }

    /// <summary>Puts the arrays, in the order of <see cref="MnistFiles.All"/>, together.</summary>
    private static Dataset Assemble(string name, IdxArray[] arrays)
    {
        var (trainingImages, testImages, trainingLabels, testLabels) = (arrays[0], arrays[1], arrays[2], arrays[3]);
        CheckSameSize(trainingImages, testImages);
        ImageSet training = Join(trainingImages, trainingLabels);
        if (training.Count < 2)
            throw new DatasetException(
                trainingImages.Path,
                $"The file '{trainingImages.Path}' is too small: expected an image to train on and one for validation, "
                + $"found {training.Count}.");

        var (toTrainOn, validation) = ValidationSplit.Of(training);
        return new Dataset(name, toTrainOn, validation, Join(testImages, testLabels));
    }

    private static ImageSet Join(IdxArray images, IdxArray labels) => images.Count == labels.Count
        ? new ImageSet(images.Dimensions[1], images.Dimensions[2], images.Values, labels.Values)
        : throw new DatasetException(
            labels.Path,
            $"The file '{labels.Path}' does not belong to '{images.Path}': expected {images.Count} labels for "
            + $"{images.Count} images, found {labels.Count}.");

    private static void CheckSameSize(IdxArray training, IdxArray test)
    {
        if (!training.Dimensions.Skip(1).SequenceEqual(test.Dimensions.Skip(1)))
            throw new DatasetException(
                test.Path,
                $"The file '{test.Path}' does not belong to '{training.Path}': expected images of {Size(training)}, found "
                + $"{Size(test)}.");

        static string Size(IdxArray images) => $"{images.Dimensions[1]} x {images.Dimensions[2]}";
    }

    private static string NameOf(string folder) => FolderName.Of(
        folder, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    private static string Listed(IEnumerable<MnistFile> files) => string.Join(", ", files.Select(file => file.Name));
}
