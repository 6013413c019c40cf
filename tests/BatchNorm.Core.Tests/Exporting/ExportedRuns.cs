using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Exporting;

/// <summary>Runs to export, which never ran.</summary>
internal static class ExportedRuns
{
    /// <summary>A run with every number another one: samples at 0, 50, 100 of 150 steps.</summary>
    public static TrainingRun Run(bool batchNorm = true, int seed = 1, int samples = 3) => MadeUpRuns.Run(batchNorm, samples: samples) with
    {
        Seed = seed,
        VectorWidth = 256,
        InitialWeightsHash = $"weights {seed}",
        BatchOrderHash = $"order {seed}",
        FinalParametersHash = $"parameters {batchNorm} {seed}",
        Samples = [.. Enumerable.Range(0, samples).Select(i => Sample(i))],
        ValidationAccuracy = 0.9375,
        TestAccuracy = 0.8125,
        BatchesPerSecond = 1000.5,
        Duration = TimeSpan.FromSeconds(2.5),
    };

    public static BatchNormComparison Comparison(int seed = 1, string name = "") =>
        BatchNormComparison.Of(Run(false, seed), Run(true, seed)) with { Name = name };

    /// <summary>A run with the training accuracy at its samples, and traced at the first two of them: the gradients of two layers, and the landscape.</summary>
    public static TrainingRun Traced()
    {
        TrainingRun run = Run();
        return run with
        {
            Samples = [.. run.Samples.Select(sample => sample with { TrainingAccuracy = sample.Accuracy + 0.125 })],
            TrainingAccuracy = 0.96875,
            ActivationSamples = [new ActivationSample { Step = 0, Layer = 1, Unit = 7, Percentile15 = -1, Percentile50 = 0, Percentile85 = 2 }],
            LayerSamples =
            [
                new LayerSample { Step = 0, Layer = 1, GradientNorm = 4, DeadUnits = 0.25, FlatSlopes = 0.5 }, new LayerSample { Step = 0, Layer = 2, GradientNorm = 2 },
                new LayerSample { Step = 50, Layer = 1, GradientNorm = double.NaN },
            ],
            LandscapeSamples = [new LandscapeSample { Step = 50, Loss = 1, GreatestLoss = double.PositiveInfinity }],
        };
    }

    public static IEnumerable<ExportedRun> Of(params TrainingRun[] runs) => ExportedRun.Of([], runs);

    public static TrainingRun Recurrent() => Run() with { Activation = Activation.Tanh, Architecture = Architecture.Recurrent, HiddenLayer = "", PixelByPixel = true };

    private static AccuracySample Sample(int index) => new()
    {
        Step = index * 50,
        Accuracy = 0.25 * (index + 1),
        Loss = 2.0 / (index + 1),
        Elapsed = TimeSpan.FromSeconds(0.5 * (index + 1)),
    };
}
