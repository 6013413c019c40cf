using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Torch.Convolutional;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>Convolutions as layers of networks: against the definition read loop by loop, and against each other.</summary>
public class ConvolutionLayerTests
{
    private static readonly BatchNormSettings Before = new() { Epsilon = 0.01, Decay = 0.9 };

    /// <summary>7 x 10 pixels become 3 x 5 and 1 x 2: both odd rows and odd columns are dropped.</summary>
    private static readonly ImageSet Images = Create(rows: 7, columns: 10, count: 40);

    public static TheoryData<int, Activation, BatchNormPlacement?> Layers => new(
        from activation in Enum.GetValues<Activation>()
        from placement in (BatchNormPlacement?[])[null, BatchNormPlacement.BeforeActivation, BatchNormPlacement.AfterActivation]
        from lanes in activation == Activation.Tanh ? (int[])[4, 8, 16] : [8]
        select (lanes, activation, placement));

    public static TheoryData<BatchNormPlacement?> Placements =>
        [(BatchNormPlacement?)null, BatchNormPlacement.BeforeActivation, BatchNormPlacement.AfterActivation];

    public static TheoryData<int, Activation, BatchNormPlacement?> SomeLayers => new(
        Layers.Select(row => row.Data).Where(layer => layer.Item2 is Activation.Tanh or Activation.ReLU));

    [Theory]
    [MemberData(nameof(SomeLayers))]
    public void The_logits_are_those_of_the_definition_read_loop_by_loop(int lanes, Activation activation, BatchNormPlacement? placement)
    {
        using INetwork network = Kernels.Of(lanes).CreateNetwork(Define(activation, placement).Draw(0.3, seed: 1));
        Train(network, steps: 5, size: 20); // so that no number is left at its start

        foreach (int count in (int[])[1, 19])
        {
            foreach (StatisticsSource statistics in Enum.GetValues<StatisticsSource>())
            {
                var logits = new float[count * 3];
                network.Infer(Images, 4, count, statistics, logits);

                var naive = new NaiveConvolutionalNetwork((ConvolutionalParameters)network.ReadParameters());
                double[][] expected = naive.Forward(Images.Slice(4, count), statistics);
                for (int i = 0; i < logits.Length; i++)
                    Assert.Equal(expected[i / 3][i % 3], logits[i], 2e-5 * Math.Max(1, Math.Abs(logits[i])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_are_the_differences_of_the_loss(int lanes, Activation activation, BatchNormPlacement? placement)
    {
        ConvolutionalParameters start = WithoutZeros(Define(activation, placement).Draw(0.5, seed: 3));
        ImageSet images = Images.Slice(0, 9);
        using INetwork network = Kernels.Of(lanes).CreateNetwork(start);

        network.ComputeGradients(Batch(images, 9));

        foreach (var tensor in network.Learned)
        {
            for (int i = 0; i < tensor.Count; i += tensor.Count > 20 ? 3 : 1)
            {
                double difference = LossDifference(start, images, tensor.Shape.Name, i);
                Assert.Equal(difference, tensor.Gradient(i / tensor.Columns)[i % tensor.Columns], 1e-5 + (2e-3 * Math.Abs(difference)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Placements))]
    public void What_a_larger_batch_left_in_the_memory_does_no_harm(BatchNormPlacement? placement)
    {
        foreach (int lanes in (int[])[4, 8, 16])
        {
            ConvolutionalParameters start = Define(Activation.Tanh, placement).Draw(0.3, seed: 1);
            float[] used = [], fresh = [];
            ConvolutionKernels.Of(lanes).Train(start, capacity: 33, (first, inner, layers) =>
            {
                NativeMatrix[] numbers = [.. layers.SelectMany(layer => layer.Numbers)];
                float[][] before = [.. numbers.Select(matrix => matrix.ToArray())];
                numbers[0].Write([.. Enumerable.Repeat(float.NaN, before[0].Length)]);
                Step(first, inner, 33, Descent.Of(0.1f));
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i].Write(before[i]);

                used = [.. Step(first, inner, 5, Descent.ToGradients), .. Gradients(layers)];
            });
            ConvolutionKernels.Of(lanes).Train(start, capacity: 33, (first, inner, layers) =>
                fresh = [.. Step(first, inner, 5, Descent.ToGradients), .. Gradients(layers)]);

            Assert.Equal(fresh, used);
            Assert.All(fresh, value => Assert.True(float.IsFinite(value)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_population_moves_towards_mean_and_biased_variance_of_images_rows_and_columns(bool isSkipped)
    {
        var definition = new ConvolutionalDefinition(Images.Shape, [2], 3, [], 3, Activation.Tanh, Before with { SkipPopulationUpdate = isSkipped });
        ConvolutionalParameters start = definition.Draw(0.3, seed: 1);
        using INetwork network = Kernels.Of(8).CreateNetwork(start);

        network.ComputeGradients(Batch(Images, 40));

        var x = new double[40][,,];
        for (int image = 0; image < x.Length; image++)
        {
            x[image] = new double[1, 7, 10];
            for (int i = 0; i < 70; i++)
                x[image][0, i / 10, i % 10] = Images.Image(image)[i] / 255.0;
        }

        double[,] weight = new double[9, 2];
        for (int i = 0; i < weight.Length; i++)
            weight[i / 2, i % 2] = start.Layers[0].Weight.Values[i];
        double[][,,] z = NaiveConvolution.Product(x, weight, 3);
        NormalizationParameters moved = network.ReadParameters().Layers()[0].Normalization!;
        for (int map = 0; map < 2; map++)
        {
            double[] values = [.. z.SelectMany(image => Enumerable.Range(0, 70).Select(i => image[map, i / 10, i % 10]))];
            double mean = values.Average(), variance = values.Average(value => (value - mean) * (value - mean));
            Assert.Equal(isSkipped ? 0 : 0.1 * mean, moved.PopulationMean[map], 1e-6);
            Assert.Equal(isSkipped ? 1 : 0.9 + (0.1 * variance), moved.PopulationVariance[map], 1e-6);
        }
    }

    [Theory]
    [InlineData(BatchNormPlacement.BeforeActivation)]
    [InlineData(BatchNormPlacement.AfterActivation)]
    public void A_map_is_traced_at_all_positions_row_by_row_image_by_image(BatchNormPlacement placement)
    {
        // a kernel that takes the pixel itself, twice
        var weight = new float[9];
        weight[4] = 2;
        var definition = new ConvolutionalDefinition(Images.Shape, [1], 3, [], 2, Activation.ReLU, Before with { Placement = placement });
        using INetwork network = Kernels.Of(8).CreateNetwork(new ConvolutionalParameters(definition,
        [
            new LayerParameters(
                new Matrix(9, 1, weight), definition.HasBias(0) ? [0.5f] : null, new NormalizationParameters([3], [1], [0], [1])),
            new LayerParameters(new Matrix(15, 2, new float[30]), [0, 0], null),
        ]));

        float[] inputs = Assert.Single(network.TraceActivations(Images, 3, 11, unit: 0));

        double[] z = [.. Images.Slice(3, 11).Pixels.ToArray().Select(pixel => pixel / 255.0 * 2)];
        double mean = z.Average(), deviation = Math.Sqrt(z.Average(value => (value - mean) * (value - mean)) + Before.Epsilon);
        Assert.Equal(z.Length, inputs.Length);
        for (int i = 0; i < z.Length; i++)
        {
            double expected = placement == BatchNormPlacement.BeforeActivation ? (3 * (z[i] - mean) / deviation) + 1 : z[i] + 0.5;
            Assert.Equal(expected, inputs[i], 2e-5);
        }
    }

    [Fact]
    public void A_large_mean_costs_the_variance_no_digits()
    {
        // every pixel is white but for a little: products are near 4096, and their variance far below that
        var bytes = new byte[30 * 16];
        var random = new Random(1);
        foreach (ref byte pixel in bytes.AsSpan())
            pixel = (byte)random.Next(254, 256);
        var images = new ImageSet(4, 4, bytes, new byte[30]);
        var definition = new ConvolutionalDefinition(images.Shape, [1], 1, [], 2, Activation.ReLU, Before with { Decay = 0 });
        using INetwork network = Kernels.Of(8).CreateNetwork(new ConvolutionalParameters(definition,
        [
            new LayerParameters(new Matrix(1, 1, [4096]), null, new NormalizationParameters([1], [0], [0], [1])),
            new LayerParameters(new Matrix(4, 2, new float[8]), [0, 0], null),
        ]));

        network.ComputeGradients(Batch(images, 30));

        double[] z = [.. bytes.Select(pixel => (double)(pixel / 255f * 4096f))];
        double mean = z.Average(), variance = z.Average(value => (value - mean) * (value - mean));
        Assert.Equal(1, network.ReadParameters().Layers()[0].Normalization!.PopulationVariance[0] / variance, 1e-5);
    }

    [Fact]
    public void Maps_that_are_more_than_memory_can_hold_before_pooling_are_refused_in_words()
    {
        // The weights are few, and the maps are 1 x 1 in the end; the first are 6 x 20,000 x 20,000.
        var definition = new ConvolutionalDefinition(
            new ImageShape(20_000, 20_000), [6, .. Enumerable.Repeat(1, 13)], 3, [], 2, Activation.ReLU, null);
        ConvolutionalParameters start = definition.Draw(0.3, seed: 1);

        var refusal = Assert.Throws<ArgumentException>(() => Kernels.Of(8).CreateNetwork(start));

        Assert.Contains("6 feature maps of 20000 x 20000 values are more than fit into memory", refusal.Message);
    }

    /// <summary>Two convolutions and a hidden layer.</summary>
    private static ConvolutionalDefinition Define(Activation activation, BatchNormPlacement? placement) =>
        new(Images.Shape, [2, 3], 3, [4], 3, activation, placement is { } place ? Before with { Placement = place } : null);

    /// <summary>Biases too are drawn: of a black patch the sum would be 0 else, where some activations have no slope.</summary>
    private static ConvolutionalParameters WithoutZeros(ConvolutionalParameters parameters)
    {
        var random = new Random(1);
        return parameters.Definition.Assemble([.. parameters.Tensors.Select(tensor =>
            (float[])[.. tensor.Values.Select(value => value == 0 ? (float)random.NextDouble() - 0.5f : value)])]);
    }

    private static ImageSet Create(int rows, int columns, int count)
    {
        ImageSet made = MadeImages.Create(count, rows * columns, lit: 0.6, classes: 3);
        return new ImageSet(rows, columns, made.Pixels.ToArray(), made.Labels.ToArray());
    }

    private static MiniBatch Batch(ImageSet images, int size)
    {
        var batch = new MiniBatch(images, size);
        batch.Fill(new BatchOrder(images.Count, seed: 1));
        return batch;
    }

    private static void Train(INetwork network, int steps, int size)
    {
        var order = new BatchOrder(Images.Count, seed: 1);
        var batch = new MiniBatch(Images, size);
        for (int step = 0; step < steps; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.1f);
        }
    }

    /// <summary>Forth and back through the convolutions and the flattening, with a made gradient; what came out below.</summary>
    private static float[] Step(IFirstTrainingStage first, ITrainingStage[] inner, int images, Descent descent)
    {
        var batch = new MiniBatch(Images, images);
        batch.Fill(new BatchOrder(Images.Count, seed: 2));
        NativeMatrix second = inner[0].Forward(first.Forward(batch));
        NativeMatrix rows = inner[1].Forward(second);
        float[] y = rows.ToArray();

        using var memory = new GuardedMemory(lanes: 16, seed: 3);
        NativeMatrix gradient = memory.Random(images, rows.Columns);
        NativeMatrix below = inner[0].Backward(inner[1].Backward(gradient, descent), descent);
        first.Backward(below, descent);
        return y;
    }

    private static IEnumerable<float> Gradients(ILayer[] layers) =>
        layers.SelectMany(layer => layer.Gradients).SelectMany(matrix => matrix.ToArray());

    /// <summary>The loss in double precision, how it differs where one number is a little larger and a little smaller.</summary>
    private static double LossDifference(ConvolutionalParameters start, ImageSet images, string name, int number)
    {
        const float Change = 1e-4f;
        float[][] values = [.. start.Tensors.Select(tensor => tensor.Values.ToArray())];
        ref float value = ref values[start.Tensors.ToList().FindIndex(tensor => tensor.Name == name)][number];
        float larger = value + Change, smaller = value - Change;
        value = larger;
        double above = Loss(start.Definition.Assemble([.. values.Select(tensor => tensor.ToArray())]), images);
        value = smaller;
        return (above - Loss(start.Definition.Assemble(values), images)) / ((double)larger - smaller);
    }

    private static double Loss(ConvolutionalParameters parameters, ImageSet images)
    {
        double[][] logits = new NaiveConvolutionalNetwork(parameters).Forward(images, StatisticsSource.Batch);
        return logits.Select((row, i) => Math.Log(row.Sum(Math.Exp)) - row[images.Labels[i]]).Average();
    }
}
