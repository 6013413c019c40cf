using System.Runtime.InteropServices;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Storage.PyTorch;
using BatchNorm.Training;
using CsCheck;
using Architecture = BatchNorm.Settings.Architecture;

namespace BatchNorm.Core.Tests.Storage.PyTorch;

/// <summary>Networks whose tensors PyTorch wrote, by the names and shapes that it gives them.</summary>
public sealed class PyTorchNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0", "3")]
    [InlineData("fc1", "fc2")]
    [InlineData("layers.2", "layers.10")]
    [InlineData("features.0", "features.3")]
    public void Linear_layers_by_any_name_compute_what_is_worked_out_by_hand(string first, string second)
    {
        // hidden = relu([1 2; 3 -4] x + [0.5, -1]), logits = [1 -1; 2 0] hidden + [0.25, 0]
        ImportedNetwork network = Load(new StateDict()
            .Add($"{first}.weight", [2, 2], 1, 2, 3, -4).Add($"{first}.bias", [2], 0.5f, -1)
            .Add($"{second}.weight", [2, 2], 1, -1, 2, 0).Add($"{second}.bias", [2], 0.25f, 0));

        Assert.Equal([2, 2, 2], ((FullyConnectedDefinition)network.Parameters.Definition).Widths);
        Assert.Equal([3.75f, 7], Logits(network, 1, 1)); // hidden 3.5, 0
        Assert.Equal([-0.25f, 3], Logits(network, 1, 0)); // hidden 1.5, 2
    }

    [Fact]
    public void Batch_normalization_takes_the_bias_below_into_its_mean_and_says_so()
    {
        // z = [1 2] x + 3, normalized (z - 1) / sqrt(3.75 + 0.25) * 2 + 0.5, relu, logit = hidden, 2 hidden - 1
        StateDict dict = new StateDict()
            .Add("fc1.weight", [1, 2], 1, 2).Add("fc1.bias", [1], 3)
            .Add("bn1.weight", [1], 2).Add("bn1.bias", [1], 0.5f).Add("bn1.running_mean", [1], 1).Add("bn1.running_var", [1], 3.75f)
            .Add("bn1.num_batches_tracked", "I64", [], [7, 1, 0, 0, 0, 0, 0, 0])
            .Add("fc2.weight", [2, 1], 1, 2).Add("fc2.bias", [2], 0, -1);

        ImportedNetwork network = Load(dict, new ForeignDefinition { BatchNorm = new BatchNormSettings { Epsilon = 0.25 } });

        Assert.Equal([5.5f, 10], Logits(network, 1, 1)); // z = 6
        Assert.Equal(["fc1"], network.FoldedBiases);
        Assert.Equal(263, network.TrainedBatches);
        Assert.Equal(-2, Assert.Single(network.Parameters.Layers()[0].Normalization!.PopulationMean));
    }

    [Fact]
    public void After_the_activation_the_bias_stays_where_it_is()
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        StateDict dict = new StateDict()
            .Add("0.weight", [1, 2], 1, 2).Add("0.bias", [1], -5)
            .Add("2.weight", [1], 2).Add("2.bias", [1], 0.5f).Add("2.running_mean", [1], 1).Add("2.running_var", [1], 3.75f)
            .Add("3.weight", [2, 1], 1, 2);

        ImportedNetwork network = Load(dict, new ForeignDefinition
        {
            BatchNorm = new BatchNormSettings { Epsilon = 0.25, Placement = BatchNormPlacement.AfterActivation },
        });

        Assert.Equal([-0.5f, -1], Logits(network, 1, 1)); // relu(3 - 5) = 0
        Assert.Empty(network.FoldedBiases);
    }

    [Fact]
    public void Without_learned_scale_and_shift_gamma_is_1_and_beta_0()
    {
        ImportedNetwork network = Load(new StateDict()
            .Add("0.weight", [1, 1], 1).Add("1.running_mean", [1], 1).Add("1.running_var", [1], 4).Add("3.weight", [2, 1], 1, 2));

        NormalizationParameters normalization = network.Parameters.Layers()[0].Normalization!;
        Assert.Equal((1, 0), (normalization.Gamma[0], normalization.Beta[0]));
    }

    [Fact]
    public void Float16_and_bfloat16_are_read_without_loss()
    {
        Half[] half = [(Half)1.5f, (Half)(-0.0999755859375f)];
        ushort[] bfloat = [0x3FC0, 0xC000]; // 1.5 and -2
        ImportedNetwork network = Load(new StateDict()
            .Add("0.weight", "F16", [2, 1], MemoryMarshal.AsBytes<Half>(half).ToArray())
            .Add("0.bias", "BF16", [2], MemoryMarshal.AsBytes<ushort>(bfloat).ToArray()));

        LayerParameters layer = Assert.Single(network.Parameters.Layers());
        Assert.Equal([1.5f, -0.0999755859375f], layer.Weight.Values.ToArray());
        Assert.Equal([1.5f, -2], layer.Bias!);
    }

    [Fact]
    public void Convolutions_come_before_what_is_called_earlier()
    {
        // One 1 x 1 kernel that doubles, its average over 2 x 2, then 1 - average and 3 average.
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        ImportedNetwork network = Load(
            new StateDict()
                .Add("classifier.1.weight", [2, 1], -1, 3).Add("classifier.1.bias", [2], 1, 0)
                .Add("features.0.weight", [1, 1, 1, 1], 2),
            new ForeignDefinition { Rows = 2, Columns = 2 });

        Assert.Equal(Architecture.Convolutional, network.Parameters.Definition.Architecture);
        Assert.Equal([0.5f, 1.5f], Logits(network, 1, 0, 0, 0)); // 2 / 4
    }

    [Fact]
    public void Kernels_keep_their_order_of_maps_rows_and_columns()
    {
        float[] kernels = [.. Enumerable.Range(0, 2 * 3 * 3).Select(i => (float)i)];
        ImportedNetwork network = Load(
            new StateDict().Add("conv.weight", [2, 1, 3, 3], kernels).Add("fc.weight", [2, 2 * 4], new float[16]),
            new ForeignDefinition { Rows = 4, Columns = 4 });

        Matrix weight = network.Parameters.Layers()[0].Weight;
        Assert.Equal((9, 2), (weight.Rows, weight.Columns));
        Assert.Equal(kernels, weight.Transposed().Values.ToArray());
    }

    [Fact]
    public void Any_network_put_into_PyTorchs_layout_comes_back_to_the_bit() => AnyDefinition.Sample(
        definition =>
        {
            NetworkParameters expected = AnyNumbers.Of(definition);
            ConvolutionalDefinition? convolutional = definition as ConvolutionalDefinition;

            ImportedNetwork network = Load(Layout(expected), new ForeignDefinition
            {
                Rows = convolutional?.Images.Rows,
                Columns = convolutional?.Images.Columns,
                Activation = definition.Activation,
                UseBatchNorm = definition.BatchNorm is not null, // a linear classifier shows no sign of it
                BatchNorm = definition.BatchNorm ?? ForeignDefinition.UsualBatchNorm,
            });

            Assert.Equal(definition.ToString(), network.Parameters.Definition.ToString());
            Assert.Equal(expected.AllValues(), network.Parameters.AllValues());
            Assert.Empty(network.FoldedBiases);
        },
        iter: 100);

    [Fact]
    public void Everything_that_does_not_fit_is_named_and_not_only_the_first()
    {
        StateDict dict = new StateDict()
            .Add("fc1.weight", [3, 4], new float[12]).Add("fc1.bias", [2], new float[2])
            .Add("fc2.weight", "F64", [2, 5], new byte[80])
            .Add("bn.weight", [3], new float[3]).Add("bn.running_mean", [4], new float[4])
            .Add("embedding.table", [1], 0)
            .Add("lstm.weight_ih_l0", [4, 1], new float[4]);

        var misfit = Assert.Throws<NetworkMisfitException>(() => Load(dict));

        Assert.Equal(
            [
                "'fc1.bias' is [2], and layer 1 needs [3]",
                "'fc2.weight' is [2, 5], and layer 2 needs [2, 3]",
                "'bn.running_mean' is [4], and the batch normalization of layer 1 needs [3]",
                "'bn.running_var' is not in the file, and the batch normalization of layer 1 needs it, [3]",
                "'bn.bias' is not in the file, and the batch normalization of layer 1 needs it, [3]",
                "'lstm.weight_ih_l0' [4, 1] belongs to a recurrent module of PyTorch, which is not read",
                "'embedding.table' [1] belongs to no layer that a network here has",
            ],
            misfit.Misfits.Select(tensor => tensor.ToString()));
        Assert.All(misfit.Misfits, tensor => Assert.Contains(tensor.ToString(), misfit.Message));
    }

    [Fact]
    public void What_the_user_says_is_held_against_the_file()
    {
        StateDict dict = new StateDict()
            .Add("0.weight", [3, 4], new float[12]).Add("2.weight", [5, 3], new float[15]).Add("4.weight", [2, 5], new float[10]);

        Assert.Equal([3, 5], Load(dict, new ForeignDefinition { HiddenLayer = [3, 5] }).Parameters.Definition.HiddenLayers);
        Assert.Equal(
            ["'0.weight' is [3, 4], and layer 1 needs [6, 4]", "'2.weight' is [5, 3], and layer 2 needs [2, 6]", "'4.weight' [2, 5] belongs to a layer that the network has not"],
            Misfits(dict, new ForeignDefinition { HiddenLayer = [6] }));
        Assert.Equal(
            ["'layer 1' has no batch normalization in the file: every hidden layer is normalized, or none is", "'layer 2' has no batch normalization in the file: every hidden layer is normalized, or none is"],
            Misfits(dict, new ForeignDefinition { UseBatchNorm = true }));
    }

    [Fact]
    public void A_file_without_a_layer_is_no_network() =>
        Assert.Equal(
            ["'layer 1' is not in the file: weights of [1, 784]", "'scale' [1] belongs to no layer that a network here has"],
            Misfits(new StateDict().Add("scale", [1], 0), new ForeignDefinition()));

    [Theory]
    [InlineData(Architecture.Recurrent, null, "LSTM")]
    [InlineData(Architecture.FullyConnected, 3, "KernelSize")]
    public void What_no_network_can_be_is_refused_in_words(Architecture architecture, int? kernelSize, string words) => Assert.Contains(
        words,
        Assert.Throws<ArgumentException>(() => Load(
            new StateDict().Add("0.weight", [1, 1], 0), new ForeignDefinition { Architecture = architecture, KernelSize = kernelSize })).Message);

    [Fact]
    public void Names_are_ordered_as_people_count()
    {
        string[] names = ["fc10", "fc9", "fc09", "a", "fc", "layers.10.x", "layers.9.y", "B", "fc9b", ""];

        Assert.Equal(["", "B", "a", "fc", "fc09", "fc9", "fc9b", "fc10", "layers.9.y", "layers.10.x"], names.Order(NaturalOrder.Comparer));
    }

    private static Gen<LayeredDefinition> AnyDefinition =>
        from activation in Gen.Enum<Activation>()
        from placement in Gen.Enum<BatchNormPlacement>().Nullable()
        from maps in Gen.Int[1, 4].Array[0, 2]
        from kernel in Gen.Int[0, 2]
        from hidden in Gen.Int[1, 6].Array[0, 12]
        from ends in Gen.Int[1, 9].Array[2]
        let batchNorm = placement is { } place ? new BatchNormSettings { Placement = place } : null
        select maps.Length == 0
            ? (LayeredDefinition)new FullyConnectedDefinition(ImageShape.Row(ends[0]), hidden, ends[1], activation, batchNorm)
            : new ConvolutionalDefinition(new ImageShape(5, 7), maps, (2 * kernel) + 1, hidden, ends[1], activation, batchNorm);

    /// <summary>The numbers as a Sequential of PyTorch's has them: 0.weight and 1.running_mean of the first layer, 2.weight of the next.</summary>
    private static StateDict Layout(NetworkParameters parameters)
    {
        var dict = new StateDict();
        ConvolutionalDefinition? convolutional = parameters.Definition as ConvolutionalDefinition;
        foreach ((int index, LayerParameters layer) in parameters.Layers().Index())
        {
            int[] shape = convolutional is not null && index < convolutional.FeatureMaps.Count
                ? [layer.Weight.Columns, layer.Weight.Rows / (convolutional.KernelSize * convolutional.KernelSize), convolutional.KernelSize, convolutional.KernelSize]
                : [layer.Weight.Columns, layer.Weight.Rows];
            dict.Add($"{2 * index}.weight", shape, layer.Weight.Transposed().Values.ToArray());
            if (layer.Bias is { } bias)
                dict.Add($"{2 * index}.bias", [bias.Count], [.. bias]);
            if (layer.Normalization is { } n)
            {
                foreach ((string name, IReadOnlyList<float> values) in new[]
                    { ("weight", n.Gamma), ("bias", n.Beta), ("running_mean", n.PopulationMean), ("running_var", n.PopulationVariance) })
                    dict.Add($"{(2 * index) + 1}.{name}", [values.Count], [.. values]);
            }
        }

        return dict;
    }

    private string[] Misfits(StateDict dict, ForeignDefinition said) =>
        [.. Assert.Throws<NetworkMisfitException>(() => Load(dict, said)).Misfits.Select(misfit => misfit.ToString())];

    private ImportedNetwork Load(StateDict dict, ForeignDefinition? said = null)
    {
        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write(dict.ToBytes()));
        Assert.False(NetworkFile.IsIn(file));
        return PyTorchNetwork.Load(file, said ?? new ForeignDefinition());
    }

    /// <summary>The logits of one image of pixels that are 0 or 1.</summary>
    private static float[] Logits(ImportedNetwork network, params int[] pixels)
    {
        using NeuralNet net = network.ToNeuralNet(null, EngineSelection.For(EngineKind.Auto, network.Parameters.Definition));
        var logits = new float[network.Parameters.Definition.Outputs];
        var image = new ImageSet(network.Parameters.Definition.Images.Rows, network.Parameters.Definition.Images.Columns, [.. pixels.Select(pixel => (byte)(255 * pixel))], [0]);
        return net.Read(
            computation =>
            {
                computation.Infer(image, 0, 1, StatisticsSource.Population, logits);
                return logits;
            },
            TestContext.Current.CancellationToken);
    }
}
