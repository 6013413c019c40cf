using System.Buffers.Binary;

namespace BatchNorm.PowerShell.Hosting;

/// <summary>A folder with a small made dataset in MNIST's four files: quick to train on, and on no network.</summary>
public sealed class TinyDataset : IDisposable
{
    public const int TrainingImages = 600; // of which a twelfth is for validation
    private const int TestImages = 240; // enough for the lesson's 200 single predictions

    private readonly int _rows;
    private readonly int _columns;
    private readonly int _classes;

    public TinyDataset(int rows = 28, int columns = 28, int classes = 10)
    {
        (_rows, _columns, _classes) = (rows, columns, classes);
        Folder = Directory.CreateTempSubdirectory("batchnorm-tiny-").FullName;
        Write("train", TrainingImages, seed: 1);
        Write("t10k", TestImages, seed: 2);
    }

    public string Folder { get; }

    /// <summary>What the module calls it.</summary>
    public string Name => $"Idx: {Path.GetFileName(Folder)}";

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string prefix, int count, int seed)
    {
        var random = new Random(seed); // seeded: the algorithm of System.Random(int) never changes
        var labels = new byte[count];
        var pixels = new byte[count * _rows * _columns];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(_classes);
            for (int p = 0; p < _rows * _columns; p++)
            {
                bool ofTheDigit = _classes == 10 ? p / _columns / 3 == labels[i] : p * _classes / (_rows * _columns) == labels[i];
                if (random.Next(100) < (ofTheDigit ? 80 : 10))
                    pixels[(i * _rows * _columns) + p] = (byte)random.Next(100, 256);
            }
        }

        WriteFile($"{prefix}-images-idx3-ubyte", [0x803, count, _rows, _columns], pixels);
        WriteFile($"{prefix}-labels-idx1-ubyte", [0x801, count], labels);
    }

    private void WriteFile(string name, int[] header, byte[] content)
    {
        using FileStream file = File.Create(Path.Combine(Folder, name));
        Span<byte> word = stackalloc byte[4];
        foreach (int value in header)
        {
            BinaryPrimitives.WriteInt32BigEndian(word, value);
            file.Write(word);
        }

        file.Write(content);
    }
}
