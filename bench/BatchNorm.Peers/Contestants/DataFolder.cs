using System.Buffers.Binary;
using System.Runtime.InteropServices;
using BatchNorm.Data;

namespace BatchNorm.Peers.Contestants;

/// <summary>The images all peers read, as a folder of IDX files.</summary>
internal sealed class DataFolder : IDisposable
{
    private const int ImagesMagic = 0x803;
    private const int LabelsMagic = 0x801;

    private readonly bool _isTemporary;

    /// <summary>Ctrl+C and its like end a program without disposing of anything, unless it listens.</summary>
    private readonly PosixSignalRegistration[] _endings = [];

    private DataFolder(string path, string description, bool isTemporary)
    {
        Path = path;
        Description = description;
        _isTemporary = isTemporary;
        if (isTemporary)
            _endings = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
                .Select(signal => PosixSignalRegistration.Create(signal, _ => Delete()))];
    }

    public string Path { get; }

    /// <summary>What the report calls the data.</summary>
    public string Description { get; }

    /// <summary>The folder that BATCHNORM_DATA names, or a temporary one with the synthetic digits.</summary>
    public static DataFolder Find()
    {
        if (DatasetPlaces.OfThisUser().EnvironmentFolder is not { } folder)
            return WriteSynthetic();

        Dataset dataset = DatasetReader.ReadAsync(folder).GetAwaiter().GetResult();
        return new DataFolder(System.IO.Path.GetFullPath(folder), dataset.Name, isTemporary: false);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration ending in _endings)
            ending.Dispose();
        if (_isTemporary)
            Delete();
    }

    private void Delete()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private static DataFolder WriteSynthetic()
    {
        string path = Directory.CreateTempSubdirectory("BatchNorm.Peers.").FullName;
        var folder = new DataFolder(
            path,
            $"the module's synthetic digits, because {DatasetPlaces.EnvironmentVariable} names no folder with MNIST",
            isTemporary: true);

        Dataset digits = SyntheticDigits.Create(CancellationToken.None);
        IReadOnlyList<CatalogueFile> files = DatasetCatalogue.Mnist.Files; // training images, test images, and the labels of both
        Write(path, files[0], files[2], digits.Validation, digits.Training);
        Write(path, files[1], files[3], digits.Test);
        return folder;
    }

    /// <summary>Writes the sets behind each other; the file format is on the MNIST page of LeCun, Cortes and Burges.</summary>
    private static void Write(string folder, CatalogueFile imageFile, CatalogueFile labelFile, params ReadOnlySpan<ImageSet> sets)
    {
        int count = 0;
        foreach (ImageSet set in sets)
            count += set.Count;

        using FileStream images = File.Create(System.IO.Path.Combine(folder, imageFile.Name));
        using FileStream labels = File.Create(System.IO.Path.Combine(folder, labelFile.Name));
        WriteHeader(images, ImagesMagic, count, sets[0].Shape.Rows, sets[0].Shape.Columns);
        WriteHeader(labels, LabelsMagic, count);
        foreach (ImageSet set in sets)
        {
            images.Write(set.Pixels);
            labels.Write(set.Labels);
        }
    }

    private static void WriteHeader(FileStream file, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int number in numbers)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            file.Write(bytes);
        }
    }
}
