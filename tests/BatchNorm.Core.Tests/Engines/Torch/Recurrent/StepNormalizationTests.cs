using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

public sealed class StepNormalizationTests
{
    public StepNormalizationTests() => Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);

    [Theory]
    [InlineData(0, 1, 4)]
    [InlineData(1, 2, 9)]
    [InlineData(2, 2, 9)]
    [InlineData(1000, 2, 9)]
    public void Beyond_the_last_step_trained_its_population_statistics_are_used(int step, double mean, double variance)
    {
        using StepNormalization normalization = TwoSteps();
        using Tensor z = tensor(new float[] { 5, -7 }, [2, 1]);

        using Tensor y = normalization.Forward(z, step, NormalizationMode.Population);

        double root = Math.Sqrt(variance + 0.001);
        float[] values = TorchTensors.Values(y);
        Assert.Equal(3 * (5 - mean) / root + 0.5, values[0], 1e-5);
        Assert.Equal(3 * (-7 - mean) / root + 0.5, values[1], 1e-5);
    }

    [Fact]
    public void A_step_moves_its_own_statistics_only()
    {
        using StepNormalization normalization = TwoSteps();
        using Tensor z = tensor(new float[] { 5, -7 }, [2, 1]);

        using Tensor y = normalization.Forward(z, 1, NormalizationMode.Training);

        float[][] read = [.. normalization.Kept.Select(tensor => tensor.Read())]; // gamma, beta, means, variances
        Assert.Equal([1, 0.9f * 2 + 0.1f * -1], read[2], Close);
        Assert.Equal([4, 0.9f * 9 + 0.1f * 36], read[3], Close); // mean -1, biased variance 6^2
    }

    private static StepNormalization TwoSteps() => new(
        new BatchNormSettings { Epsilon = 0.001, Decay = 0.9 }, gamma: [3], beta: [0.5f], means: [[1], [2]], variances: [[4], [9]]);

    private static bool Close(float expected, float actual) => Math.Abs(expected - actual) < 1e-5f;
}
