using TorchSharp;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

public sealed class RmsPropTests
{
    public RmsPropTests() => Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);

    [Fact]
    public void A_step_is_divided_by_the_root_of_the_mean_square()
    {
        using Tensor values = tensor(new float[] { 1, 1 });
        using var optimizer = new RmsProp([values]);

        Step(optimizer, learningRate: 0.5f, [0.3f, -0.4f]);

        // s = 0.1 g^2, so that the first step is 0.5 / sqrt(0.1) whatever the gradient's size
        AssertClose([1 - 0.5 / Math.Sqrt(0.1), 1 + 0.5 / Math.Sqrt(0.1)], values);
    }

    [Fact]
    public void The_mean_square_is_remembered_from_step_to_step()
    {
        using Tensor values = tensor(new float[] { 0 });
        using var optimizer = new RmsProp([values]);

        Step(optimizer, learningRate: 1, [0.5f]);
        Step(optimizer, learningRate: 1, [0.2f]);

        double first = 0.1 * 0.25, second = 0.9 * first + 0.1 * 0.04;
        AssertClose([-0.5 / Math.Sqrt(first) - 0.2 / Math.Sqrt(second)], values);
    }

    [Fact]
    public void Gradients_whose_common_norm_is_above_1_are_shortened_to_1_and_keep_their_direction()
    {
        using Tensor one = tensor(new float[] { 0 }), other = tensor(new float[] { 0, 0 });
        using var optimizer = new RmsProp([one, other]);

        Step(optimizer, learningRate: 1, [0.6f], [0, 0.8f]); // just 1: as they are
        Step(optimizer, learningRate: 1, [30], [0, 40]); // 50 becomes 1: 0.6 and 0.8 again

        double expected = -1 / Math.Sqrt(0.1) - 1 / Math.Sqrt(0.19); // s = 0.1 g^2, then 0.19 g^2
        AssertClose([expected], one);
        AssertClose([0, expected], other);
    }

    [Fact]
    public void The_floor_keeps_a_tiny_gradients_step_tiny()
    {
        using Tensor values = tensor(new float[] { 0 });
        using var optimizer = new RmsProp([values]);

        Step(optimizer, learningRate: 1, [1e-7f]);

        AssertClose([-1e-7 / 1e-5], values);
    }

    private static void Step(RmsProp optimizer, float learningRate, params float[][] gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.Step([.. gradients.Select(gradient => tensor(gradient))], learningRate);
    }

    private static void AssertClose(double[] expected, Tensor actual)
    {
        float[] values = TorchTensors.Values(actual);
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], values[i], 2e-6 * Math.Max(1, Math.Abs(expected[i])));
    }
}
