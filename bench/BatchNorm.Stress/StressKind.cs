using System.Globalization;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.Networks;
using BatchNorm.Randomness;
using BatchNorm.Settings;

namespace BatchNorm.Stress;

/// <summary>A kind of network that is trained again and again, always from the same start over the same batches.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Shape">How it is connected.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="BatchNorm">Whether its hidden layers are normalized.</param>
internal sealed record StressKind(string Name, ExperimentSettings Shape, int BatchSize, bool BatchNorm)
{
    private const int Classes = 10;
    private const int Side = 28; // MNIST's: which convolutions go wrong depends on their shapes
    private const int ImageCount = 300;

    private static readonly ExperimentSettings Connected = new() { HiddenLayer = "30,20" };
    private static readonly ExperimentSettings Recurrent = ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "10" };

    /// <summary>All kinds, without and with batch normalization.</summary>
    public static IReadOnlyList<StressKind> All { get; } =
    [
        .. new[] { false, true }.SelectMany(batchNorm => (StressKind[])
        [
            new("fully connected, batch 20", Connected, 20, batchNorm),
            new("convolutional 4,8, batch 20", Convolutional(4, 8), 20, batchNorm),
            new("convolutional 6,16, batch 60", Convolutional(6, 16), 60, batchNorm),
            new("recurrent, batch 20", Recurrent, 20, batchNorm),
        ]),
    ];

    public float LearningRate => Shape.Architecture == Architecture.Recurrent ? 0.001f : 0.1f;

    /// <summary>About as many bytes as the largest tensor of a layer's values or of their gradients has.</summary>
    public int LargestTensor => sizeof(float) * BatchSize * Side * Side * FirstMaps;

    private int FirstMaps => Shape.FeatureMaps.Length == 0 ? 1 : int.Parse(Shape.FeatureMaps.Split(',')[0], CultureInfo.InvariantCulture);

    /// <summary>A new network at the start, in libtorch's memory.</summary>
    public INetwork Create(int seed)
    {
        NetworkDefinition definition = NetworkDefinition.Of(BatchNorm ? Shape : SettingTable.WithoutBatchNorm(Shape), new ImageShape(Side, Side), Classes);
        return new TorchEngine().CreateNetwork(definition.Draw(Shape.Architecture == Architecture.Recurrent ? 1 : 0.1, seed));
    }

    /// <summary>Images that any network can be trained on: half of the pixels black, the others random.</summary>
    public static ImageSet Images(int seed)
    {
        var random = new RandomSource(seed, RandomPurpose.SyntheticImages);
        var pixels = new byte[ImageCount * Side * Side];
        foreach (ref byte pixel in pixels.AsSpan())
            pixel = (byte)Math.Max(0, random.NextInt32(512) - 256);
        return new ImageSet(Side, Side, pixels, [.. Enumerable.Range(0, ImageCount).Select(i => (byte)(i % Classes))]);
    }

    public override string ToString() => BatchNorm ? $"{Name}, normalized" : Name;

    private static ExperimentSettings Convolutional(int first, int second) =>
        ExperimentSettings.Usual(Architecture.Convolutional) with { FeatureMaps = $"{first},{second}", HiddenLayer = "20" };
}
