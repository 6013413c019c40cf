using BatchNorm.Data;
using BatchNorm.Engines.Torch.Recurrent;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd.Recurrent;

public class LstmLayerTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    public static TheoryData<int, bool, bool, bool, Activation, StatisticsSource, int> Forwards
    {
        get
        {
            var data = new TheoryData<int, bool, bool, bool, Activation, StatisticsSource, int>();
            foreach (int lanes in new[] { 4, 8, 16 })
            {
                data.Add(lanes, false, false, false, Activation.Tanh, StatisticsSource.Population, 5);
                data.Add(lanes, false, false, false, Activation.Tanh, StatisticsSource.Population, 16);
                data.Add(lanes, true, false, false, Activation.Tanh, StatisticsSource.Population, 5);
                data.Add(lanes, true, false, false, Activation.Tanh, StatisticsSource.Batch, 23);
                data.Add(lanes, true, false, true, Activation.Tanh, StatisticsSource.Batch, 4);
                data.Add(lanes, true, true, true, Activation.Tanh, StatisticsSource.Population, 3);
                data.Add(lanes, true, true, false, Activation.Tanh, StatisticsSource.Batch, 18);
                data.Add(lanes, false, true, true, Activation.ReLU, StatisticsSource.Population, 5);
                data.Add(lanes, true, false, false, Activation.ReLU, StatisticsSource.Batch, 5);
                data.Add(lanes, true, false, false, Activation.Softplus, StatisticsSource.Population, 9);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Forwards))]
    public void The_logits_are_those_of_the_definition_read_unit_by_unit(
        int lanes, bool batchNorm, bool pixelByPixel, bool permuted, Activation activation, StatisticsSource statistics, int units)
    {
        RecurrentDefinition definition = Define(batchNorm, pixelByPixel, permuted, activation, units);
        using INetwork network = LstmAtWidth.Of(lanes).CreateNetwork(definition.Draw(1, seed: 3));
        Train(network, steps: 5); // so that no number is left at its start
        var logits = new float[12 * 10];

        network.Infer(Digits.Test, 3, 12, statistics, logits);

        var naive = new NaiveLstm((RecurrentParameters)network.ReadParameters());
        int[] indices = [.. Enumerable.Range(3, 12)];
        double[][] expected = naive.Forward(InOrder(definition, Digits.Test, indices), FirstStates(definition, Digits.Test, indices), statistics);
        for (int i = 0; i < logits.Length; i++)
            Assert.Equal(expected[i / 10][i % 10], logits[i], 2e-5);
    }

    public static TheoryData<int, bool, bool, bool, Activation, int, int> Backwards
    {
        get
        {
            var data = new TheoryData<int, bool, bool, bool, Activation, int, int>();
            foreach (int lanes in new[] { 4, 8, 16 })
            {
                // units and images that are no multiples of anything, and some that are
                foreach (var (units, images) in new[] { (1, 2), (3, 7), (4, 4), (7, 5), (8, 9), (11, 6), (16, 3), (20, 8), (37, 5) })
                {
                    data.Add(lanes, false, false, false, Activation.Tanh, units, images);
                    data.Add(lanes, true, false, false, Activation.Tanh, units, images);
                }

                data.Add(lanes, true, true, true, Activation.Tanh, 5, 6);
                data.Add(lanes, false, true, false, Activation.Tanh, 5, 6);
                data.Add(lanes, true, false, true, Activation.Softplus, 6, 5);
                data.Add(lanes, false, false, true, Activation.Softplus, 6, 5);
                data.Add(lanes, false, true, true, Activation.Tanh, 3, 140); // more than the steps that share a product have rows
                data.Add(lanes, true, true, true, Activation.Tanh, 3, 140);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Backwards))]
    public void Gradients_are_the_differences_of_the_loss(
        int lanes, bool batchNorm, bool pixelByPixel, bool permuted, Activation activation, int units, int images)
    {
        var definition = new RecurrentDefinition(
            new ImageShape(4, 3), units, 3, activation, batchNorm ? new BatchNormSettings { Epsilon = 0.01 } : null, pixelByPixel, permuted);
        RecurrentParameters start = Shaken(definition.Draw(1, seed: 3));
        ImageSet set = Images(definition, images);
        var batch = new MiniBatch(set, images);
        batch.Fill(new BatchOrder(images, seed: 1));
        using INetwork network = LstmAtWidth.Of(lanes).CreateNetwork(start);

        network.ComputeGradients(batch);

        // Along a direction drawn at random for each tensor: every number has its share in the difference.
        double[][] pixels = InOrder(definition, set, batch.Indices.ToArray()), states = FirstStates(definition, images);
        byte[] labels = [.. batch.Indices.ToArray().Select(index => set.Labels[index])];
        var random = new Random(units);
        foreach (LearnedTensor tensor in network.Learned)
        {
            double[] direction = [.. Enumerable.Range(0, tensor.Count).Select(_ => (random.NextDouble() * 2) - 1)];
            double LossAt(double distance)
            {
                var naive = new NaiveLstm(start);
                double[] numbers = naive.Numbers[tensor.Shape.Name];
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] += distance * direction[i];
                return NaiveLstm.Loss(naive.Forward(pixels, states, StatisticsSource.Batch), labels);
            }

            double difference = (LossAt(1e-5) - LossAt(-1e-5)) / 2e-5;
            float[] gradient = Gradient(tensor);
            double along = gradient.Zip(direction, (g, d) => g * d).Sum();
            Assert.Equal(difference, along, 1e-6 + (1e-4 * gradient.Sum(value => Math.Abs(value))));
            Assert.True(gradient.Any(value => value != 0), tensor.ToString());
        }
    }

    public static TheoryData<bool, bool, bool> Kinds => new()
    {
        { false, false, false }, { true, false, false }, { true, true, true }, { false, true, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_width_gives_the_same_bits_where_there_are_several_strips(bool batchNorm, bool pixelByPixel, bool permuted)
    {
        foreach (int units in new[] { 20, 23, 31 }) // the last strip has 4, 8 and 16 units
        {
            RecurrentParameters start = Shaken(Define(batchNorm, pixelByPixel, permuted, Activation.Tanh, units).Draw(1, seed: 3));
            ImageSet images = Digits.Training.Slice(0, 40);
            int[] sizes = [9, 4, 13, 1];

            float[] at4 = LstmAtWidth.Of(4).Descend(start, images, sizes);

            Assert.All(at4, value => Assert.True(float.IsFinite(value)));
            Assert.Equal(at4, LstmAtWidth.Of(8).Descend(start, images, sizes));
            Assert.Equal(at4, LstmAtWidth.Of(16).Descend(start, images, sizes));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_a_larger_batch_left_behind_does_no_harm_to_a_smaller_one(bool batchNorm, bool pixelByPixel, bool permuted)
    {
        foreach (int lanes in new[] { 4, 8, 16 })
        {
            RecurrentParameters start = Shaken(Define(batchNorm, pixelByPixel, permuted, Activation.Tanh, units: 6).Draw(1, seed: 3));
            ImageSet images = Digits.Training.Slice(0, 40);
            int[] sizes = [13, 5, 17, 2, 1, 8];

            Assert.Equal(
                LstmAtWidth.Of(lanes).Descend(start, images, sizes), LstmAtWidth.Of(lanes).Descend(start, images, sizes, inUsedMemory: true));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Descending_at_once_and_along_the_gradients_end_at_the_same_numbers(bool batchNorm)
    {
        RecurrentParameters start = Shaken(Define(batchNorm).Draw(1, seed: 3));
        using INetwork atOnce = LstmAtWidth.Of(8).CreateNetwork(start), inTwo = LstmAtWidth.Of(8).CreateNetwork(start);
        MiniBatch batch = NextBatch(10);

        atOnce.Train(batch, 0.1f);
        inTwo.ComputeGradients(batch);

        foreach (LearnedTensor tensor in inTwo.Learned)
        {
            float[] before = ((RecurrentParameters)inTwo.ReadParameters())[tensor.Shape.Name].Values;
            float[] after = ((RecurrentParameters)atOnce.ReadParameters())[tensor.Shape.Name].Values;
            float[] gradient = Gradient(tensor);
            for (int i = 0; i < after.Length; i++)
                Assert.Equal(before[i] - (0.1f * gradient[i]), after[i], 1e-6f);
        }
    }

    [Fact]
    public void Each_step_has_statistics_of_its_own_that_move_towards_the_batchs_mean_and_biased_variance()
    {
        foreach (int lanes in new[] { 4, 8, 16 })
        {
            RecurrentDefinition definition = Define(batchNorm: true, decay: 0.9);
            RecurrentParameters start = definition.Draw(1, seed: 3);
            using INetwork network = LstmAtWidth.Of(lanes).CreateNetwork(start);
            MiniBatch batch = NextBatch(8);

            network.ComputeGradients(batch);

            var naive = new NaiveLstm(start);
            naive.Forward(InOrder(definition, batch.Images, batch.Indices.ToArray()), FirstStates(definition, 8), StatisticsSource.Batch);
            var end = (RecurrentParameters)network.ReadParameters();
            foreach (((string of, int step), (double Mean, double Variance)[] columns) in naive.BatchStatistics)
            {
                for (int i = 0; i < columns.Length; i++)
                {
                    Assert.Equal(0.1 * columns[i].Mean, end[$"{of}.population_mean"].Values[(step * columns.Length) + i], 1e-6);
                    Assert.Equal(0.9 + (0.1 * columns[i].Variance), end[$"{of}.population_variance"].Values[(step * columns.Length) + i], 1e-6);
                }
            }

            Assert.Equal(3 * definition.Steps, naive.BatchStatistics.Count);
        }
    }

    [Fact]
    public void A_skipped_population_update_leaves_the_statistics_at_their_start()
    {
        var definition = new RecurrentDefinition(
            MadeNetworks.Images, 5, 10, Activation.Tanh, new BatchNormSettings { SkipPopulationUpdate = true }, pixelByPixel: false, permuted: false);
        using INetwork network = LstmAtWidth.Of(8).CreateNetwork(definition.Draw(1, seed: 3));

        Train(network, steps: 3);

        var end = (RecurrentParameters)network.ReadParameters();
        foreach (string quantity in new[] { "input", "hidden", "cell" })
        {
            Assert.All(end[$"{quantity}.population_mean"].Values, mean => Assert.Equal(0, mean));
            Assert.All(end[$"{quantity}.population_variance"].Values, variance => Assert.Equal(1, variance));
        }
    }

    [Fact]
    public void A_batch_of_one_image_can_be_trained_and_normalized_with()
    {
        foreach (int lanes in new[] { 4, 8, 16 })
        {
            using INetwork network = LstmAtWidth.Of(lanes).CreateNetwork(Define(batchNorm: true).Draw(1, seed: 3));
            float[] first = new float[10], second = new float[10];

            network.Train(NextBatch(1), learningRate: 0.01f);
            network.Infer(Digits.Test, 0, 1, StatisticsSource.Batch, first);
            network.Infer(Digits.Test, 1, 1, StatisticsSource.Batch, second);

            Assert.Equal(first, second); // alone, every image is the mean, and so is its noise
            Assert.All(network.ReadParameters().AllValues(), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void An_image_is_given_the_same_answer_alone_and_among_others()
    {
        using INetwork network = LstmAtWidth.Of(8).CreateNetwork(Define(batchNorm: true, pixelByPixel: true).Draw(1, seed: 3));
        Train(network, steps: 3);
        float[] together = new float[50], alone = new float[10];

        network.Infer(Digits.Test, 0, 5, StatisticsSource.Population, together);
        network.Infer(Digits.Test, 3, 1, StatisticsSource.Population, alone);

        Assert.Equal(together[30..40], alone);
        Assert.NotEqual(together[..10], together[10..20]);
    }

    [Fact]
    public void Noise_goes_on_from_batch_to_batch_and_where_it_stands_belongs_to_the_state()
    {
        RecurrentParameters start = Define(batchNorm: false).Draw(1, seed: 3);
        using INetwork whole = LstmAtWidth.Of(8).CreateNetwork(start), continued = LstmAtWidth.Of(8).CreateNetwork(start);
        MiniBatch batch = NextBatch(4);
        whole.Train(batch, 0.1f);
        NetworkState state = whole.ReadState();
        continued.WriteState(state);

        whole.Train(batch, 0.1f);
        continued.Train(batch, 0.1f);

        Assert.Equal(4UL * 5 * 2, state.Noise!.Value.Drawn); // two draws of 32 bits a uniform number, two of these a pair of normal ones
        Assert.Equal(whole.ReadParameters().AllValues(), continued.ReadParameters().AllValues());
    }

    [Fact]
    public void Images_of_float32_numbers_are_read_as_they_are()
    {
        RecurrentDefinition definition = Define(batchNorm: false, pixelByPixel: true, permuted: true);
        float[] pixels = [.. Enumerable.Range(0, 3 * 36).Select(i => (i % 17) / 17f)];
        var images = new ImageSet(6, 6, PixelType.Float32, [.. pixels.SelectMany(BitConverter.GetBytes)], [0, 1, 2]);
        RecurrentParameters start = definition.Draw(1, seed: 3);
        using INetwork network = LstmAtWidth.Of(8).CreateNetwork(start);
        var logits = new float[30];

        network.Infer(images, 0, 3, StatisticsSource.Population, logits);

        int[] order = definition.PixelOrder();
        double[][] inOrder = [.. pixels.Chunk(36).Select(image => order.Select(pixel => (double)image[pixel]).ToArray())];
        double[][] expected = new NaiveLstm(start).Forward(inOrder, [.. inOrder.Select(_ => new double[5])], StatisticsSource.Population);
        for (int i = 0; i < logits.Length; i++)
            Assert.Equal(expected[i / 10][i % 10], logits[i], 2e-5);
    }

    [Fact]
    public void Its_activations_are_not_traced() => Assert.Contains("Trace neither activations nor dead units", Assert.Throws<ArgumentException>(() =>
    {
        using INetwork network = LstmAtWidth.Of(8).CreateNetwork(Define(batchNorm: true).Draw(1, seed: 3));
        network.TraceActivations(Digits.Test, 0, 2, 0);
    }).Message);

    private static RecurrentDefinition Define(
        bool batchNorm, bool pixelByPixel = false, bool permuted = false, Activation activation = Activation.Tanh, int units = 5, double decay = 0.99) =>
        new(MadeNetworks.Images, units, 10, activation, batchNorm ? new BatchNormSettings { Decay = decay } : null, pixelByPixel, permuted);

    /// <summary>Parameters none of which is what others are.</summary>
    private static RecurrentParameters Shaken(RecurrentParameters parameters)
    {
        var random = new Random(11);
        return parameters.Definition.Assemble([.. parameters.Tensors.Select(tensor =>
            tensor.Values.Select(value => value + (float)((random.NextDouble() - 0.5) * 0.2)).ToArray())]);
    }

    private static ImageSet Images(RecurrentDefinition definition, int count)
    {
        var random = new Random(5);
        var pixels = new byte[count * definition.Inputs];
        random.NextBytes(pixels);
        return new ImageSet(
            definition.Images.Rows, definition.Images.Columns, pixels, [.. Enumerable.Range(0, count).Select(i => (byte)(i % definition.Outputs))]);
    }

    /// <summary>h_0 of images in inference.</summary>
    private static double[][] FirstStates(RecurrentDefinition definition, ImageSet images, int[] indices)
    {
        var noise = new HiddenStateNoise(definition.InitialStateNoise);
        return [.. indices.Select(index =>
        {
            var state = new float[definition.Units];
            noise.OfImage([.. images.Image(index).ToArray().Select(pixel => pixel / 255f)], noise.ForInference(), state);
            return state.Select(value => (double)value).ToArray();
        })];
    }

    /// <summary>h_0 of a network's first training batch.</summary>
    private static double[][] FirstStates(RecurrentDefinition definition, int images)
    {
        var noise = new HiddenStateNoise(definition.InitialStateNoise);
        return [.. Enumerable.Range(0, images).Select(_ =>
        {
            var state = new float[definition.Units];
            noise.Next(state);
            return state.Select(value => (double)value).ToArray();
        })];
    }

    private static double[][] InOrder(RecurrentDefinition definition, ImageSet images, int[] indices)
    {
        int[] order = definition.PixelOrder();
        return [.. indices.Select(index => order.Select(pixel => (double)(images.Image(index)[pixel] / 255f)).ToArray())];
    }

    private static float[] Gradient(LearnedTensor tensor) =>
        [.. Enumerable.Range(0, tensor.Rows).SelectMany(row => tensor.Gradient(row).ToArray())];

    private static MiniBatch NextBatch(int size)
    {
        var batch = new MiniBatch(Digits.Training, size);
        batch.Fill(new BatchOrder(Digits.Training.Count, seed: 1));
        return batch;
    }

    private static void Train(INetwork network, int steps)
    {
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, 20);
        for (int step = 0; step < steps; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.05f);
        }
    }
}
