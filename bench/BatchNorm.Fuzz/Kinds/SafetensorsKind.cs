using System.Buffers.Binary;
using System.Text;
using BatchNorm.Data;
using BatchNorm.Fuzz.Mutation;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Storage.PyTorch;

namespace BatchNorm.Fuzz.Kinds;

/// <summary>Saved networks of every architecture, and networks whose tensors have PyTorch's names and shapes.</summary>
internal sealed class SafetensorsKind : FuzzKind
{
    private const int PrefixLength = sizeof(long);

    private static readonly string[] Tokens =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "0", "-1", "1e9", "2147483648", "null", "\"F16\"", "\"BF16\"", "\"I64\"", "\"__metadata__\"", "\"a\":", "NaN", "1,", " "];

    private static readonly string[] OfBatchNorm = ["weight", "bias", "running_mean", "running_var"];

    private readonly byte[][] _originals = [.. Originals().Select(Save), Save(LinearTensors()), Save(ConvolutionTensors())];

    public override string Name => "safetensors";

    public override int Share => 30;

    public override long FixedBytes => 128 << 10;

    public override int BytesPerByte => 16;

    public override byte[] Make(Random random)
    {
        byte[] original = _originals[random.Next(_originals.Length)];
        int head = PrefixLength + HeaderLength(original);
        return random.Next(3) == 0
            ? ByteMutator.Mutate(random, original, head)
            : WithHeader(original, header => MutateHeader(random, header));
    }

    public override int Read(IReadOnlyList<byte[]> files) => files.Count(IsRefused);

    private static bool IsRefused(byte[] file)
    {
        try
        {
            using var opened = new SafetensorsFile("file", new MemoryStream(file));
            if (NetworkFile.IsIn(opened))
                NetworkFile.Load(opened);
            else
                PyTorchNetwork.Load(opened, new ForeignDefinition { Rows = 8, Columns = 8 });
            return false;
        }
        catch (Exception refusal) when (refusal is StorageException or NetworkMisfitException or ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Changes the text of the header; what announces its length follows, or none would be parsed.</summary>
    private static byte[] WithHeader(byte[] file, Func<string, string> change)
    {
        int length = HeaderLength(file);
        byte[] header = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(file, PrefixLength, length)));
        var prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. header, .. file[(PrefixLength + length)..]];
    }

    private static string MutateHeader(Random random, string header)
    {
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(header.Length + 1);
            int removed = Math.Min(random.Next(0, 6), header.Length - at);
            header = random.Next(3) switch
            {
                0 => header.Remove(at, removed).Insert(at, Tokens[random.Next(Tokens.Length)]),
                1 => header.Insert(at, header[Math.Max(0, at - random.Next(60))..at]),
                _ => MutateText(random, header),
            };
        }

        return header;
    }

    /// <summary>Puts another text between two quotation marks.</summary>
    private static string MutateText(Random random, string header)
    {
        string[] parts = header.Split('"');
        int part = random.Next(parts.Length);
        parts[part] = part % 2 == 1 || random.Next(4) == 0 ? TextMutator.Mutate(random, parts[part]) : parts[part];
        return string.Join('"', parts);
    }

    private static int HeaderLength(byte[] file) => (int)BinaryPrimitives.ReadInt64LittleEndian(file);

    private static byte[] Save(NetworkDefinition definition) => Written(path => NetworkFile.Save(path, new SavedNetwork
    {
        Parameters = definition.Draw(weightScale: 0.05, seed: 1),
        Name = "With Batch Norm",
        WeightScale = 0.05,
        Seed = 1,
        Engine = EngineKind.Simd,
        TrainedBatches = 100,
        Training = new Experiment { LearningRate = 0.01, TrainingBatches = 100, Dataset = "Mnist" },
    }));

    private static byte[] Save(IReadOnlyList<NamedTensor> tensors) => Written(path => SafetensorsFile.Write(
        path, new Dictionary<string, string> { ["format"] = "pt" }, tensors, overwrite: true));

    private static byte[] Written(Action<string> write)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("batchnorm-fuzz-");
        try
        {
            string path = Path.Combine(folder.FullName, "network.safetensors");
            write(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static NamedTensor[] LinearTensors() =>
    [
        Tensor("fc1.weight", 3, 4), Tensor("fc1.bias", 3), .. BatchNormTensors("bn1", 3), Tensor("fc2.weight", 5, 3), Tensor("fc2.bias", 5),
    ];

    private static NamedTensor[] ConvolutionTensors() =>
    [
        Tensor("features.0.weight", 2, 1, 3, 3), .. BatchNormTensors("features.1", 2), Tensor("classifier.1.weight", 3, 32), Tensor("classifier.1.bias", 3),
    ];

    private static IEnumerable<NamedTensor> BatchNormTensors(string module, int units) =>
        OfBatchNorm.Select(name => Tensor($"{module}.{name}", units));

    private static NamedTensor Tensor(string name, params int[] shape) =>
        new(name, shape, new float[shape.Aggregate(1, (product, length) => product * length)]);

    private static IEnumerable<NetworkDefinition> Originals() =>
    [
        new FullyConnectedDefinition(new ImageShape(1, 3), [2, 2], 10, Activation.ReLU, new BatchNormSettings()),
        new FullyConnectedDefinition(new ImageShape(2, 2), [], 5, Activation.Sigmoid, null),
        new ConvolutionalDefinition(new ImageShape(8, 8), [2], 3, [4], 10, Activation.ReLU, new BatchNormSettings()),
        new RecurrentDefinition(new ImageShape(2, 8), 2, 10, Activation.Tanh, new BatchNormSettings(), false, true),
    ];
}
