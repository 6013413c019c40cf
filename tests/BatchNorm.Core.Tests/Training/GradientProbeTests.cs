using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Engines.Simd;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>Gradients and losses of a mini-batch, against differences of losses and against steps of training.</summary>
public class GradientProbeTests
{
    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 50, test: 20);
    private static readonly MiniBatch Batch = MiniBatch.OfFirst(Digits.Training, 20);

    /// <summary>Smooth ones: what a finite difference makes of a kink is no gradient. Permuted, so that a recurrent network has no noise.</summary>
    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings?> Networks =>
    [
        .. from made in MadeSituations.All
           where made.Shape.PixelByPixel is not true
           let isRecurrent = made.Shape.Architecture == Architecture.Recurrent
           select (made.Shape with { Activation = Activation.Tanh, Permuted = isRecurrent ? true : null }, made.Engine, made.BatchNorm),
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Along_the_gradient_the_loss_rises_by_its_squared_norm(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm)
    {
        MadeSituations.SkipWithoutTorch(engine);
        NetworkParameters start = Start(shape, batchNorm);
        using var probe = new GradientProbe(start, EngineSelection.For(engine, start.Definition), Batch);
        probe.Measure();
        float[] origin = probe.Values(), gradient = probe.Gradient();
        double squares = gradient.Sum(value => (double)value * value);
        float distance = (float)(0.02 / Math.Sqrt(squares));

        probe.MoveTo(origin, gradient, -distance);
        double above = probe.Loss();
        probe.MoveTo(origin, gradient, distance);
        double below = probe.Loss();

        Assert.Equal(squares, (above - below) / (2 * distance), 0.01 * squares);
    }

    /// <summary>A step of SGD is a step along the gradient: the losses after eight of them, each from the start, are those of the landscape.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_landscape_is_what_steps_of_training_come_to(bool batchNorm)
    {
        NetworkParameters start = Start(new() { HiddenLayer = "8,6" }, batchNorm ? new() : null);
        var engine = new SimdEngine();
        using var probe = new GradientProbe(start, engine, Batch);
        probe.Measure();

        LandscapeSample sample = Landscape.Look(probe, step: 7, learningRate: 0.2, TestContext.Current.CancellationToken);

        (double Loss, double[] Gradient)[] ahead = [.. new[] { 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f }.Select(rate => After(start, rate))];
        (double loss, double[] gradient) = After(start, 0);
        double[] changes = [.. ahead.Select(there => Math.Sqrt(there.Gradient.Zip(gradient, (one, other) => (one - other) * (one - other)).Sum()))];
        double norm = Math.Sqrt(gradient.Sum(value => value * value));
        Assert.Equal(7, sample.Step);
        Assert.Equal(loss, sample.Loss, 1e-5);
        Assert.Equal((ahead.Min(there => there.Loss), ahead.Max(there => there.Loss)), (sample.LeastLoss, sample.GreatestLoss), Within(1e-5));
        Assert.Equal((changes.Min(), changes.Max()), (sample.LeastGradientChange, sample.GreatestGradientChange), Within(1e-4));
        Assert.Equal(changes.Select((change, i) => change / (0.1 * (i + 1) * norm)).Max(), sample.Smoothness, 1e-3);

        (double Loss, double[] Gradient) After(NetworkParameters from, float rate)
        {
            using INetwork network = engine.CreateNetwork(from);
            network.Train(Batch, rate);
            using var there = new GradientProbe(network.ReadParameters(), engine, Batch);
            there.Measure();
            return (there.Loss(), [.. there.Gradient().Select(value => (double)value)]);
        }
    }

    [Fact]
    public void The_statistics_of_a_probe_are_those_of_the_mini_batch_whatever_the_population_is()
    {
        NetworkParameters start = Start(new() { HiddenLayer = "8,6" }, new() { SkipPopulationUpdate = true });
        foreach (NamedTensor tensor in start.Tensors.Where(tensor => tensor.Name.Contains("population", StringComparison.Ordinal)))
            Array.Fill(tensor.Values, float.PositiveInfinity);
        using var probe = new GradientProbe(start, new SimdEngine(), Batch);

        probe.Measure();

        float[] weight = start.Tensors[0].Values, pixels = new float[MadeNetworks.Inputs];
        double[] z = [.. Enumerable.Range(0, Batch.Size).Select(image =>
        {
            Digits.Training.CopyTo(image, 1, pixels);
            return pixels.Select((pixel, i) => (double)pixel * weight[i * 8]).Sum(); // of the first of 8 units
        })];
        double mean = z.Average();
        Assert.Equal(mean, Of("layers.0.population_mean"), 1e-5);
        Assert.Equal(z.Average(value => (value - mean) * (value - mean)), Of("layers.0.population_variance"), 1e-5);

        double Of(string name) => probe.Tensors().Single(tensor => tensor.Name == name).Values[0];
    }

    private static NetworkParameters Start(ExperimentSettings shape, BatchNormSettings? batchNorm) =>
        shape.Define(MadeNetworks.Images, 10, shape.Activation, batchNorm).Draw(0.3, seed: 1);

    private static IEqualityComparer<(double, double)> Within(double tolerance) =>
        EqualityComparer<(double, double)>.Create((one, other) => Math.Abs(one.Item1 - other.Item1) <= tolerance && Math.Abs(one.Item2 - other.Item2) <= tolerance);
}
