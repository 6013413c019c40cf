using System.Runtime.InteropServices;
using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage;
using CsCheck;

namespace BatchNorm.Core.Tests.Storage;

/// <summary>Networks to save: a small one that is always the same, and any at all.</summary>
public static class SavedNetworks
{
    private static readonly Gen<BatchNormSettings> AnyBatchNorm =
        from epsilon in Gen.Double[1e-12, 10]
        from decay in Gen.Double[0, 0.999999]
        from placement in Gen.Enum<BatchNormPlacement>()
        from implementation in Gen.Enum<BatchNormImplementation>().Nullable()
        from skip in Gen.Bool
        select new BatchNormSettings
        {
            Epsilon = epsilon,
            Decay = decay,
            Placement = placement,
            Implementation = implementation,
            SkipPopulationUpdate = skip,
        };

    private static readonly Gen<Experiment> AnyTraining =
        from rate in Gen.Double[1e-6, 1e6]
        from counts in Gen.Int[1, int.MaxValue].Array[3]
        from seed in Gen.Int
        select new Experiment
        {
            LearningRate = rate,
            TrainingBatches = counts[0],
            BatchesPerSample = counts[1],
            BatchSize = counts[2],
            Seed = seed,
            Dataset = "Mnist",
        };

    /// <summary>Any network, its numbers any 32 bits: NaN of every kind among them.</summary>
    public static readonly Gen<SavedNetwork> Any =
        from widths in Gen.Int[1, 12].Array[2, 7]
        from activation in Gen.Enum<Activation>()
        from batchNorm in AnyBatchNorm.Null()
        from training in AnyTraining.Null()
        from weightScale in Gen.Double[1e-30, 1e30]
        from trainedBatches in Gen.Int[0, int.MaxValue]
        from seed in Gen.Int
        from name in Gen.String
        select Network(widths, activation, batchNorm, seed) with
        {
            Name = string.Concat(name.Where(character => !char.IsSurrogate(character))),
            WeightScale = weightScale,
            TrainedBatches = trainedBatches,
            Training = training,
        };

    /// <summary>A 3-2-2 network with batch normalization that was trained.</summary>
    public static SavedNetwork Small => Network([3, 2, 2], Activation.SiLU, new BatchNormSettings(), seed: 5) with
    {
        Training = new Experiment { LearningRate = 0.5, TrainingBatches = 2000, BatchesPerSample = 50, Seed = 7, Dataset = "Synthetic" },
        TrainedBatches = 2000,
    };

    /// <summary>What a file keeps of a training.</summary>
    public static IEnumerable<string> Told(Experiment? training) =>
        training is null ? [] : SettingMetadata.OfTrainings.Select(setting => $"{setting}: {setting.Text(training)}");

    public static SavedNetwork Network(int[] widths, Activation activation, BatchNormSettings? batchNorm, int seed)
    {
        var random = new Random(seed);
        var definition = new FullyConnectedDefinition(ImageShape.Row(widths[0]), widths[1..^1], widths[^1], activation, batchNorm);
        return new SavedNetwork
        {
            Parameters = new FullyConnectedParameters(definition, [.. Enumerable.Range(0, definition.LayerCount).Select(Layer)]),
            Name = "A network",
            WeightScale = 0.05,
            Seed = seed,
            Engine = EngineKind.Torch,
            TrainedBatches = 0,
        };

        LayerParameters Layer(int layer)
        {
            int units = widths[layer + 1];
            var weight = new Matrix(widths[layer], units, Bits(widths[layer] * units));
            return new LayerParameters(
                weight,
                definition.HasBias(layer) ? Bits(units) : null,
                definition.IsNormalized(layer) ? new(Bits(units), Bits(units), Bits(units), Bits(units)) : null);
        }

        float[] Bits(int count)
        {
            var values = new float[count];
            random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
    }

    /// <summary>All numbers of a network as their bits, in one fixed order.</summary>
    public static int[] Bits(NetworkParameters parameters) => [.. parameters.AllValues().Select(BitConverter.SingleToInt32Bits)];

    public static void AssertSame(SavedNetwork expected, SavedNetwork actual)
    {
        NetworkDefinition definition = expected.Parameters.Definition, found = actual.Parameters.Definition;
        Assert.Equal(definition.Architecture, found.Architecture);
        Assert.Equal(definition.Tensors.Select(tensor => tensor.ToString()), found.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal(definition.Activation, found.Activation);
        Assert.Equal(definition.BatchNorm, found.BatchNorm);
        Assert.Equal(Bits(expected.Parameters), Bits(actual.Parameters));
        Assert.Equal(Told(expected.Training), Told(actual.Training));
        Assert.Equal(expected, actual with { Parameters = expected.Parameters, Training = expected.Training });
    }
}
