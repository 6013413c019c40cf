using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Engines;

/// <summary>The ways to write batch normalization, its two places, and the update that can be forgotten.</summary>
public class BatchNormVariantTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    public static TheoryData<BatchNormPlacement, Activation> Cases => new()
    {
        { BatchNormPlacement.BeforeActivation, Activation.ReLU },
        { BatchNormPlacement.BeforeActivation, Activation.Sigmoid },
        { BatchNormPlacement.AfterActivation, Activation.ReLU },
        { BatchNormPlacement.AfterActivation, Activation.Tanh },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_three_implementations_are_equal_step_by_step(BatchNormPlacement placement, Activation activation)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        INetwork[] networks = [.. Enum.GetValues<BatchNormImplementation>().Select(implementation =>
            Create(new BatchNormSettings { Placement = placement, Implementation = implementation }, EngineKind.Torch, activation))];

        for (int step = 1; step <= 100; step++)
        {
            foreach (INetwork network in networks)
                Train(network, step - 1, steps: 1);
            foreach (INetwork other in networks[1..])
                AssertAgree(networks[0], other, 1e-5);
        }

        Assert.NotEqual(networks[0].ReadParameters().AllValues(), Create(new BatchNormSettings(), EngineKind.Torch, activation).ReadParameters().AllValues());
        foreach (INetwork network in networks)
            network.Dispose();
    }

    [Fact]
    public void The_implementations_are_equal_in_a_batch_of_one_image_too()
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        INetwork[] networks = [.. Enum.GetValues<BatchNormImplementation>().Select(implementation =>
            Create(new BatchNormSettings { Implementation = implementation }, EngineKind.Torch))];

        foreach (INetwork network in networks)
        {
            Train(network, start: 0, steps: 3);
            Train(network, start: 0, steps: 2, batchSize: 1);
            Train(network, start: 3, steps: 3);
        }

        foreach (INetwork other in networks[1..])
            AssertAgree(networks[0], other, 1e-5);
        foreach (INetwork network in networks)
            network.Dispose();
    }

    [Theory]
    [InlineData(BatchNormImplementation.Layer)]
    [InlineData(BatchNormImplementation.Functional)]
    [InlineData(BatchNormImplementation.Equations)]
    public void After_the_activation_the_normalized_values_are_those_of_relu(BatchNormImplementation implementation)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        ImageSet images = MadeDigits.BlackAndWhite([0, 1], [1, 0], [0, 1]);
        var settings = new BatchNormSettings { Epsilon = 0.001, Placement = BatchNormPlacement.AfterActivation, Implementation = implementation };
        var definition = new FullyConnectedDefinition(ImageShape.Row(2), [1], 2, Activation.ReLU, settings);
        using INetwork network = EngineSelection.For(EngineKind.Torch, definition).CreateNetwork(new FullyConnectedParameters(definition,
        [
            new LayerParameters(new Matrix(2, 1, [2, 4]), [-3], new NormalizationParameters([1], [0], [0], [1])),
            new LayerParameters(new Matrix(1, 2, [1, -1]), [0, 0], null),
        ]));
        var logits = new float[4];

        network.Infer(images, 0, 2, StatisticsSource.Batch, logits);

        // z = 2 - 3 and 4 - 3, relu: 0 and 1, mean 1/2, variance 1/4: -+ 0.5 / sqrt(0.251)
        float y = (float)(0.5 / Math.Sqrt(0.251));
        Assert.Equal([-y, y, y, -y], logits, (expected, actual) => Math.Abs(expected - actual) < 2e-6);
    }

    [Fact]
    public void A_layer_normalized_after_its_activation_keeps_its_bias()
    {
        var definition = new FullyConnectedDefinition(
            MadeNetworks.Images, [5], 10, Activation.ReLU, new BatchNormSettings { Placement = BatchNormPlacement.AfterActivation });

        FullyConnectedParameters start = definition.Draw(0.1, seed: 1);

        Assert.Equal(
            ["layers.0.weight [36, 5]", "layers.0.bias [5]", "layers.0.gamma [5]", "layers.0.beta [5]", "layers.0.population_mean [5]",
                "layers.0.population_variance [5]", "layers.1.weight [5, 10]", "layers.1.bias [10]"],
            definition.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal(start.AllValues(), definition.Assemble([.. start.Tensors.Select(tensor => tensor.Values)]).AllValues());
    }

    [Theory]
    [InlineData(EngineKind.Simd)]
    [InlineData(EngineKind.Torch)]
    public void A_skipped_population_update_leaves_the_statistics_and_nothing_else_behind(EngineKind engine)
    {
        Assert.SkipWhen(engine == EngineKind.Torch && !TorchLibrary.TryLoad(out _), "libtorch is not here.");
        using INetwork skipping = Create(new BatchNormSettings { SkipPopulationUpdate = true }, engine);
        using INetwork updating = Create(new BatchNormSettings(), engine);

        Train(skipping, start: 0, steps: 60);
        Train(updating, start: 0, steps: 60);

        foreach ((LayerParameters skipped, LayerParameters updated) in skipping.ReadParameters().Layers().Zip(updating.ReadParameters().Layers()))
        {
            Assert.Equal(updated.Weight.Values, skipped.Weight.Values);
            if (skipped.Normalization is not { } normalization)
                continue;
            Assert.All(normalization.PopulationMean, mean => Assert.Equal(0, mean));
            Assert.All(normalization.PopulationVariance, variance => Assert.Equal(1, variance));
            Assert.Equal(updated.Normalization!.Gamma, normalization.Gamma);
        }
    }

    [Fact]
    public void What_the_simd_engine_cannot_do_goes_to_torch_unless_simd_was_asked_for()
    {
        NetworkDefinition definition = Define(new BatchNormSettings { Implementation = BatchNormImplementation.Equations });

        Assert.Equal(EngineKind.Torch, EngineSelection.For(EngineKind.Auto, definition).Kind);
        var refusal = Assert.Throws<ArgumentException>(() => EngineSelection.For(EngineKind.Simd, definition));
        Assert.Contains("one implementation", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Architecture.FullyConnected, BatchNormPlacement.AfterActivation)]
    [InlineData(Architecture.Convolutional, BatchNormPlacement.BeforeActivation)]
    [InlineData(Architecture.Convolutional, BatchNormPlacement.AfterActivation)]
    [InlineData(Architecture.Recurrent, BatchNormPlacement.BeforeActivation)]
    public void All_else_goes_to_the_simd_engine(Architecture architecture, BatchNormPlacement placement)
    {
        ExperimentSettings shape = ExperimentSettings.Usual(architecture);

        Assert.Equal(EngineKind.Simd, EngineSelection.For(EngineKind.Auto, shape.Define(
            new ImageShape(28, 28), 10, shape.Activation, new BatchNormSettings { Placement = placement })).Kind);
        Assert.Equal(EngineKind.Simd, EngineSelection.For(EngineKind.Auto, shape.Define(new ImageShape(28, 28), 10, shape.Activation, null)).Kind);
    }

    private static FullyConnectedDefinition Define(BatchNormSettings settings, Activation activation = Activation.ReLU) =>
        new(MadeNetworks.Images, [12, 8], 10, activation, settings);

    private static INetwork Create(BatchNormSettings settings, EngineKind engine, Activation activation = Activation.ReLU)
    {
        FullyConnectedDefinition definition = Define(settings, activation);
        return EngineSelection.For(engine, definition).CreateNetwork(definition.Draw(0.3, seed: 1));
    }

    private static void Train(INetwork network, int start, int steps, int batchSize = 30)
    {
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, batchSize);
        for (int skipped = 0; skipped < start; skipped++)
            batch.Fill(order);
        for (int step = 0; step < steps; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.05f);
        }
    }

    private static void AssertAgree(INetwork expected, INetwork actual, double tolerance)
    {
        foreach ((NamedTensor first, NamedTensor second) in expected.ReadParameters().Tensors.Zip(actual.ReadParameters().Tensors))
        {
            double size = Math.Sqrt(first.Values.Average(value => (double)value * value));
            for (int i = 0; i < first.Values.Length; i++)
                Assert.Equal(first.Values[i], second.Values[i], tolerance * Math.Max(1, Math.Max(Math.Abs(first.Values[i]), size)));
        }
    }
}
