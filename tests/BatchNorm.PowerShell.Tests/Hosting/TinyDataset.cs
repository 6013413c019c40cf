using System.Buffers.Binary;

namespace BatchNorm.PowerShell.Hosting;

/// <summary>A folder with a small made dataset in MNIST's four files: quick to train on, and on no network.</summary>
public sealed class TinyDataset : IDisposable
{
    public const int TrainingImages = 600; // of which a twelfth is for validation
    private const int TestImages = 240; // enough for the lesson's 200 single predictions
    private const int Side = 28;

    public TinyDataset()
    {
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
        var pixels = new byte[count * Side * Side];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(10);
            for (int p = 0; p < Side * Side; p++)
            {
                bool ofTheDigit = p / Side / 3 == labels[i];
                if (random.Next(100) < (ofTheDigit ? 80 : 10))
                    pixels[(i * Side * Side) + p] = (byte)random.Next(100, 256);
            }
        }

        WriteFile($"{prefix}-images-idx3-ubyte", [0x803, count, Side, Side], pixels);
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
