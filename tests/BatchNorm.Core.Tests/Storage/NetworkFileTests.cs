using System.Globalization;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Training;
using CsCheck;

namespace BatchNorm.Core.Tests.Storage;

public sealed class NetworkFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_network_comes_back_bit_for_bit() => SavedNetworks.Any.Sample(
        network =>
        {
            string path = _folder.UniquePath();
            NetworkFile.Save(path, network);
            SavedNetworks.AssertSame(network, NetworkFile.Load(path));
        },
        iter: 300);

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    public void A_network_of_other_outputs_than_ten_comes_back(int outputs)
    {
        SavedNetwork network = SavedNetworks.Network([784, 4, outputs], Activation.ReLU, new BatchNormSettings(), seed: 3);
        string path = _folder.UniquePath();

        NetworkFile.Save(path, network);

        SavedNetworks.AssertSame(network, NetworkFile.Load(path));
    }

    [Fact]
    public void A_network_whose_tensors_another_program_sorted_comes_back()
    {
        string path = _folder.UniquePath();
        using (SafetensorsFile file = SafetensorsFile.Open(_folder.Write(Bytes(SavedNetworks.Small))))
        {
            // As Python's save_file does: tensors by name, metadata in no order, spaces up to a multiple of eight.
            SafetensorsFile.Write(
                path,
                file.Metadata.OrderByDescending(entry => entry.Key, StringComparer.Ordinal).ToDictionary(),
                [.. file.ReadTensors().OrderBy(tensor => tensor.Name, StringComparer.Ordinal)],
                overwrite: false);
            Assert.NotEqual(file.Tensors.Select(tensor => tensor.Name), SafetensorsNames(path));
        }

        SavedNetworks.AssertSame(SavedNetworks.Small, NetworkFile.Load(path));

        static IEnumerable<string> SafetensorsNames(string path)
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            return [.. file.Tensors.Select(tensor => tensor.Name)];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(64)]
    public void Spaces_after_the_header_are_read_over(int spaces)
    {
        byte[] file = Bytes(SavedNetworks.Small);
        int length = (int)BitConverter.ToInt64(file);
        byte[] header = [.. System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(file, 8, length).TrimEnd()), .. Enumerable.Repeat((byte)' ', spaces)];

        SavedNetworks.AssertSame(SavedNetworks.Small, NetworkFile.Load(_folder.Write(SafetensorsBytes.Of(header, file[(8 + length)..]))));
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes() => Assert.Equal(Bytes(SavedNetworks.Small), Bytes(SavedNetworks.Small));

    [Fact]
    public void A_file_says_in_plain_text_what_network_it_holds()
    {
        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write(Bytes(SavedNetworks.Small)));

        Assert.Equal(
            [
                "format=BatchNorm",
                "version=1",
                "name=A network",
                "rows=1",
                "columns=3",
                "outputs=2",
                "activation=SiLU",
                "architecture=FullyConnected",
                "hidden_layer=2",
                "weight_scale=0.05",
                "placement=BeforeActivation",
                "implementation=",
                "epsilon=0.001",
                "decay=0.99",
                "skip_population_update=False",
                "engine=Torch",
                "weight_layout=[inputs, outputs], y = x W; the transpose of PyTorch's Linear.weight",
                "weight_seed=5",
                "trained_batches=2000",
                "optimizer=SGD",
                "momentum=",
                "learning_rate=0.5",
                "batch_size=60",
                "training_batches=2000",
                "batches_per_sample=50",
                "trace_activation=False",
                "measure_training=False",
                "trace=None",
                "dataset=Synthetic",
                "dataset_hash=",
                "seed=7",
                $"tensors_sha256={SafetensorsFile.Digest(file.ReadTensors())}",
            ],
            file.Metadata.Select(entry => $"{entry.Key}={entry.Value}"));
    }

    [Fact]
    public void The_tensors_are_named_by_layer_in_the_order_of_the_layers()
    {
        SavedNetwork network = SavedNetworks.Network([3, 2, 2], Activation.ReLU, new BatchNormSettings(), seed: 1);

        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write(Bytes(network)));

        Assert.Equal(
            [
                "layers.0.weight [3, 2]", "layers.0.gamma [2]", "layers.0.beta [2]", "layers.0.population_mean [2]",
                "layers.0.population_variance [2]", "layers.1.weight [2, 2]", "layers.1.bias [2]",
            ],
            file.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));
        LayerParameters hidden = network.Parameters.Layers()[0];
        IReadOnlyList<NamedTensor> tensors = file.ReadTensors();
        Assert.Equal(hidden.Weight.Values.ToArray(), tensors[0].Values);
        Assert.Equal(hidden.Normalization!.Gamma, tensors[1].Values);
        Assert.Equal(hidden.Normalization.Beta, tensors[2].Values);
        Assert.Equal(hidden.Normalization.PopulationMean, tensors[3].Values);
        Assert.Equal(hidden.Normalization.PopulationVariance, tensors[4].Values);
        Assert.Equal(network.Parameters.Layers()[1].Bias!, tensors[6].Values);
    }

    [Fact]
    public void A_culture_with_other_numbers_changes_nothing()
    {
        byte[] invariant = Bytes(SavedNetworks.Small);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("0,5", 0.5.ToString(CultureInfo.CurrentCulture));

            byte[] german = Bytes(SavedNetworks.Small);

            Assert.Equal(invariant, german);
            SavedNetworks.AssertSame(SavedNetworks.Small, NetworkFile.Load(_folder.Write(german)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_network_in_use_is_saved_with_what_it_learned_and_goes_on_from_there()
    {
        SavedNetwork small = SavedNetworks.Small;
        var engine = new RememberingEngine();
        using var net = new NeuralNet("Mine", small.Parameters, 0.25, 11, engine, trainedBatches: 3);
        string path = _folder.UniquePath();

        NetworkFile.Save(path, SavedNetwork.Of(net, small.Training));
        SavedNetwork loaded = NetworkFile.Load(path);
        using NeuralNet restored = loaded.ToNeuralNet(engine);

        Assert.Equal(("Mine", 0.25, 11, 3), (restored.Name, restored.WeightScale, restored.Seed, restored.TrainedBatches));
        Assert.Equal(EngineKind.Torch, loaded.Engine);
        Assert.Equal(SavedNetworks.Told(small.Training), SavedNetworks.Told(loaded.Training));
        Assert.Equal(SavedNetworks.Bits(small.Parameters), SavedNetworks.Bits(restored.ReadParameters()));
    }

    [Fact]
    public void Keys_that_others_added_to_the_metadata_are_left_alone()
    {
        byte[] file = SafetensorsBytes.WithHeader(
            Bytes(SavedNetworks.Small), "\"format\":", "\"added\":\"by another\",\"format\":");

        SavedNetworks.AssertSame(SavedNetworks.Small, NetworkFile.Load(_folder.Write(file)));
    }

    [Fact]
    public void Saving_over_a_file_replaces_it()
    {
        string path = _folder.Write([1, 2, 3]);

        NetworkFile.Save(path, SavedNetworks.Small);

        SavedNetworks.AssertSame(SavedNetworks.Small, NetworkFile.Load(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_file_that_must_not_be_replaced_is_not()
    {
        string path = _folder.Write([1, 2, 3]);

        Assert.Throws<BatchNorm.Files.FileExistsException>(() => NetworkFile.Save(path, SavedNetworks.Small, overwrite: false));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_network_too_deep_for_a_file_leaves_the_file_that_was_there()
    {
        string path = _folder.Write([1, 2, 3]);
        SavedNetwork deep = Deep(layers: 4000);

        Assert.Throws<ArgumentException>(() => NetworkFile.Save(path, deep));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_network_of_two_thousand_layers_can_be_saved()
    {
        SavedNetwork deep = Deep(layers: 2000);

        SavedNetworks.AssertSame(deep, NetworkFile.Load(_folder.Write(Bytes(deep))));
    }

    [Fact]
    public void A_name_with_half_of_a_surrogate_pair_is_saved_with_a_replacement_character()
    {
        SavedNetwork network = NetworkFile.Load(_folder.Write(Bytes(SavedNetworks.Small with { Name = "a\ud800b" })));

        Assert.Equal("a\ufffdb", network.Name);
    }

    [Fact]
    public void A_missing_folder_is_an_error() => Assert.Throws<DirectoryNotFoundException>(
        () => NetworkFile.Save(Path.Combine(_folder.PathOf("missing"), "a.safetensors"), SavedNetworks.Small));

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_scale_that_no_weights_are_drawn_with_is_not_taken(double weightScale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SavedNetworks.Small with { WeightScale = weightScale });

    private static SavedNetwork Deep(int layers) =>
        SavedNetworks.Network([.. Enumerable.Repeat(1, layers + 1)], Activation.ReLU, new BatchNormSettings(), seed: 1);

    private byte[] Bytes(SavedNetwork network)
    {
        string path = _folder.UniquePath();
        NetworkFile.Save(path, network);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    /// <summary>An engine that computes nothing and hands back what it was given.</summary>
    private sealed class RememberingEngine : IEngine
    {
        public EngineKind Kind => EngineKind.Torch;

        public int? VectorWidth => null;

        public string? Library => null;

        public INetwork CreateNetwork(NetworkParameters parameters) => new Network(parameters);

        private sealed class Network(NetworkParameters parameters) : INetwork
        {
            public NetworkDefinition Definition => parameters.Definition;

            public IReadOnlyList<LearnedTensor> Learned => throw new NotSupportedException();

            public void Train(MiniBatch batch, float learningRate) => throw new NotSupportedException();

            public void ComputeGradients(MiniBatch batch) => throw new NotSupportedException();

            public void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits) =>
                throw new NotSupportedException();

            public void MeasureGradients(MiniBatch batch) => throw new NotSupportedException();

            public void VisitActivations(ImageSet images, int start, int count, int? unit, ActivationVisitor visit) =>
                throw new NotSupportedException();

            public NetworkParameters ReadParameters() => parameters;

            public NetworkState ReadState() => throw new NotSupportedException();

            public void WriteState(NetworkState state) => throw new NotSupportedException();

            public void Dispose()
            {
            }
        }
    }
}
