using BatchNorm.Networks;
using BatchNorm.Settings;
using CsCheck;

namespace BatchNorm.Optimizers;

/// <summary>Every optimizer against its formula, worked by hand.</summary>
public class OptimizerTests
{
    public static TheoryData<OptimizerKind> Kinds => [.. Enum.GetValues<OptimizerKind>()];

    [Fact]
    public void Plain_descent_goes_the_learning_rate_times_the_gradient() =>
        AssertSteps(OptimizerKind.SGD, null, start: 1, learningRate: 0.5f, gradients: [0.4f, -0.2f], expected: [0.8, 0.9]);

    [Fact]
    public void Momentum_adds_the_gradient_to_a_velocity() =>
        // v = 1, 0.5 + 2 = 2.5, 1.25 - 1 = 0.25
        AssertSteps(OptimizerKind.Momentum, 0.5, start: 10, learningRate: 0.1f, gradients: [1, 2, -1], expected: [9.9, 9.65, 9.625]);

    [Fact]
    public void Nesterov_looks_a_step_ahead_along_the_velocity() =>
        // v as above; g + m v = 1.5, 3.25, -0.875
        AssertSteps(OptimizerKind.Nesterov, 0.5, start: 10, learningRate: 0.1f, gradients: [1, 2, -1], expected: [9.85, 9.525, 9.6125]);

    [Fact]
    public void RMSProp_divides_by_the_root_of_the_mean_square()
    {
        double first = 0.1 * 0.25, second = (0.9 * first) + (0.1 * 0.04);
        double afterOne = 1 - (0.5 * 0.5 / Math.Sqrt(first));
        AssertSteps(
            OptimizerKind.RMSProp, null, start: 1, learningRate: 0.5f, gradients: [0.5f, -0.2f],
            expected: [afterOne, afterOne + (0.5 * 0.2 / Math.Sqrt(second))]);
    }

    [Fact]
    public void RMSProps_momentum_is_the_decay_of_the_mean_square() =>
        // s = 0.25 g^2, so that the first step is twice the learning rate whatever the gradient
        AssertSteps(OptimizerKind.RMSProp, 0.75, start: 0, learningRate: 0.5f, gradients: [123], expected: [-1]);

    [Fact]
    public void RMSProps_floor_keeps_a_tiny_gradients_step_tiny() =>
        AssertSteps(OptimizerKind.RMSProp, 0.9, start: 0, learningRate: 1, gradients: [1e-7f], expected: [-1e-7 / 1e-5]);

    [Fact]
    public void Adam_frees_both_means_of_their_start_at_0()
    {
        // means 0.05, 0.065; squares 0.00025, 0.00028975; divided by 0.1 and 0.001, then by 0.19 and 0.001999
        double one = 0.1 * (0.05 / 0.1) / (Math.Sqrt(0.00025 / 0.001) + 1e-8);
        double two = 0.1 * (0.065 / 0.19) / (Math.Sqrt(0.00028975 / 0.001999) + 1e-8);
        AssertSteps(OptimizerKind.Adam, null, start: 1, learningRate: 0.1f, gradients: [0.5f, 0.2f], expected: [1 - one, 1 - one - two]);
    }

    [Fact]
    public void Adams_first_step_is_the_learning_rate_whatever_the_gradient() =>
        AssertSteps(OptimizerKind.Adam, 0.5, start: 0, learningRate: 0.25f, gradients: [0.03f], expected: [-0.25]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Vectors_give_the_bits_that_single_numbers_give(OptimizerKind kind)
    {
        const float Rate = 0.01f, Momentum = 0.9f;
        float[] expected = Numbers(37, 0), first = new float[37], second = new float[37];
        var tensor = new MadeTensor("t", 1, expected);
        var optimizer = Optimizer.Create(new OptimizerSettings(kind), [tensor]);
        for (int step = 1; step <= 50; step++)
        {
            float[] gradient = Numbers(37, step);
            tensor.WithGradient(gradient);
            optimizer.Step(Rate);
            for (int i = 0; i < expected.Length; i++)
                expected[i] -= Step(gradient[i], ref first[i], ref second[i], step);
        }

        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), Bits(tensor));

        float Step(float g, ref float one, ref float other, int step)
        {
            switch (kind)
            {
                case OptimizerKind.SGD:
                    return Rate * g;
                case OptimizerKind.RMSProp:
                    one = Momentum * one + (float)(1 - 0.9) * g * g;
                    return Rate * g / MathF.Max(MathF.Sqrt(one), 1e-5f);
                case OptimizerKind.Adam:
                    one = Momentum * one + (float)(1 - 0.9) * g;
                    other = 0.999f * other + (float)(1 - 0.999) * g * g;
                    float rate = (float)(Rate / (1 - Math.Pow(0.9, step)));
                    return rate * one / (MathF.Sqrt(other) / (float)Math.Sqrt(1 - Math.Pow(0.999, step)) + 1e-8f);
                default:
                    one = Momentum * one + g;
                    return Rate * (kind == OptimizerKind.Momentum ? one : g + Momentum * one);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void However_many_numbers_there_are_each_is_moved_as_if_it_were_alone(OptimizerKind kind)
    {
        for (int columns = 1; columns <= 35; columns++)
        {
            float[] start = Numbers(2 * columns, 0), first = Numbers(2 * columns, 1), second = Numbers(2 * columns, 2);
            var together = new MadeTensor("t", 2, start);

            Take(kind, together, first, second);

            for (int i = 0; i < start.Length; i++)
            {
                var alone = new MadeTensor("t", 1, start[i]);
                Take(kind, alone, [first[i]], [second[i]]);
                Assert.Equal(alone.All[0], together.All[i]);
            }

            Assert.True(together.GapsAreUntouched);
        }

        static void Take(OptimizerKind kind, MadeTensor tensor, params float[][] gradients)
        {
            var optimizer = Optimizer.Create(new OptimizerSettings(kind), [tensor]);
            foreach (float[] gradient in gradients)
            {
                tensor.WithGradient(gradient);
                optimizer.Step(0.1f);
            }
        }
    }

    [Fact]
    public void Momentum_without_momentum_is_plain_descent_to_the_bit() =>
        Gen.Select(Gen.Float[-100, 100].Array[1, 40], Gen.Float[1e-4f, 10], Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((start, rate, steps, seed) =>
        {
            MadeTensor plain = new("t", 1, start), momentum = new("t", 1, start), nesterov = new("t", 1, start);
            Optimizer[] optimizers =
            [
                Optimizer.Create(new OptimizerSettings(OptimizerKind.SGD), [plain]),
                Optimizer.Create(new OptimizerSettings(OptimizerKind.Momentum, 0), [momentum]),
                Optimizer.Create(new OptimizerSettings(OptimizerKind.Nesterov, 0), [nesterov]),
            ];
            for (int step = 0; step < steps; step++)
            {
                float[] gradient = Numbers(start.Length, seed + step);
                foreach (MadeTensor tensor in (MadeTensor[])[plain, momentum, nesterov])
                    tensor.WithGradient(gradient);
                foreach (Optimizer optimizer in optimizers)
                    optimizer.Step(rate);
            }

            Assert.Equal(Bits(plain), Bits(momentum));
            Assert.Equal(Bits(plain), Bits(nesterov));
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void From_its_state_another_goes_on_to_the_bit(OptimizerKind kind)
    {
        var settings = new OptimizerSettings(kind, kind == OptimizerKind.SGD ? null : 0.8);
        MadeTensor[] tensors = [new("a.weight", 3, Numbers(33, 1)), new("a.bias", 1, Numbers(11, 2))];
        var optimizer = Optimizer.Create(settings, tensors);
        Step(optimizer, tensors, 0, 7);

        OptimizerState state = optimizer.ReadState();
        MadeTensor[] others = [new("a.weight", 3, tensors[0].All), new("a.bias", 1, tensors[1].All)];
        Step(optimizer, tensors, 7, 12); // the state is a copy: what comes after does not change it
        var other = Optimizer.Create(state, others);
        Step(other, others, 7, 12);

        Assert.Equal(tensors.SelectMany(Bits), others.SelectMany(Bits));
        Assert.Equal((settings, 12L), (other.Settings, other.Steps));
        Assert.Equal(
            optimizer.ReadState().Memory.SelectMany(memory => memory.Values), other.ReadState().Memory.SelectMany(memory => memory.Values));

        static void Step(Optimizer optimizer, MadeTensor[] tensors, int from, int to)
        {
            for (int step = from; step < to; step++)
            {
                foreach (MadeTensor tensor in tensors)
                    tensor.WithGradient(Numbers(tensor.Count, step));
                optimizer.Step(0.01f);
            }
        }
    }

    [Fact]
    public void A_state_names_what_is_remembered_in_the_shapes_of_the_tensors()
    {
        var adam = Optimizer.Create(new OptimizerSettings(OptimizerKind.Adam), [new MadeTensor("a.weight", 2, Numbers(6, 1)), new MadeTensor("a.bias", 1, 1, 2)]);

        Assert.Equal(
            ["a.weight.mean [2, 3]", "a.weight.mean_square [2, 3]", "a.bias.mean [2]", "a.bias.mean_square [2]"],
            adam.ReadState().Memory.Select(memory => $"{new TensorShape(memory.Name, memory.Shape)}"));
    }

    [Fact]
    public void The_state_of_other_tensors_is_refused_by_name()
    {
        OptimizerState state = Optimizer.Create(new OptimizerSettings(OptimizerKind.Momentum), [new MadeTensor("a", 1, 1, 2)]).ReadState();

        AssertRefused("The state has a.velocity [2] where the memory of Momentum 0.9 has b.velocity [2]", new MadeTensor("b", 1, 1, 2));
        AssertRefused("The state has a.velocity [2] where the memory of Momentum 0.9 has a.velocity [3]", new MadeTensor("a", 1, 1, 2, 3));
        AssertRefused("The state has a.velocity [2] where the memory of Momentum 0.9 has nothing more");
        AssertRefused("The state has nothing more where the memory of Momentum 0.9 has b.velocity [1]", new MadeTensor("a", 1, 1, 2), new MadeTensor("b", 1, 1));

        void AssertRefused(string words, params MadeTensor[] tensors) => Assert.StartsWith(
            words, Assert.Throws<ArgumentException>(() => Optimizer.Create(state, tensors)).Message, StringComparison.Ordinal);
    }

    private static void AssertSteps(
        OptimizerKind kind, double? momentum, float start, float learningRate, float[] gradients, double[] expected)
    {
        var tensor = new MadeTensor("t", 1, start, start);
        var optimizer = Optimizer.Create(new OptimizerSettings(kind, momentum), [tensor]);
        for (int step = 0; step < gradients.Length; step++)
        {
            tensor.WithGradient(gradients[step], gradients[step]);
            optimizer.Step(learningRate);
            Assert.All(tensor.All, value => Assert.Equal(expected[step], value, 1e-6 * Math.Max(1, Math.Abs(expected[step]))));
        }
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
    }

    private static int[] Bits(MadeTensor tensor) => [.. tensor.All.Select(BitConverter.SingleToInt32Bits)];
}
