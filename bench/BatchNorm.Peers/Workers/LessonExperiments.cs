using System.Globalization;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using BatchNorm.Training;

namespace BatchNorm.Peers.Workers;

/// <summary>The 18 comparisons of the lesson, In [4] to In [21].</summary>
internal static class LessonExperiments
{
    private const double Good = 0.05;
    private const double Bad = 5;
    private const Activation ReLU = Activation.ReLU;
    private const Activation Sigmoid = Activation.Sigmoid;

    /// <summary>All, each with the number of its cell as its seed, by which its result is found again.</summary>
    public static IReadOnlyList<(string Name, string Settings, Experiment Experiment)> All { get; } =
    [
        Full(4, Good, 0.01, ReLU), Short(5, Good, 0.01, ReLU), Full(6, Good, 0.01, Sigmoid),
        Full(7, Good, 1, ReLU), Full(8, Good, 1, ReLU), Full(9, Good, 1, Sigmoid), Short(10, Good, 1, Sigmoid),
        Full(11, Good, 2, ReLU), Full(12, Good, 2, Sigmoid), Short(13, Good, 2, Sigmoid),
        Full(14, Bad, 0.01, ReLU), Full(15, Bad, 0.01, Sigmoid), Full(16, Bad, 1, ReLU), Full(17, Bad, 1, Sigmoid),
        Full(18, Bad, 2, ReLU), Full(19, Bad, 2, Sigmoid), Full(20, Bad, 1, ReLU), Full(21, Bad, 2, ReLU),
    ];

    private static (string, string, Experiment) Full(int cell, double scale, double rate, Activation activation) =>
        Define(cell, scale, rate, activation, batches: 50_000, batchesPerSample: 500);

    private static (string, string, Experiment) Short(int cell, double scale, double rate, Activation activation) =>
        Define(cell, scale, rate, activation, batches: 2_000, batchesPerSample: 50);

    private static (string, string, Experiment) Define(
        int cell, double scale, double rate, Activation activation, int batches, int batchesPerSample) => (
        $"In [{cell}]",
        string.Create(CultureInfo.InvariantCulture, $"weights {scale}, rate {rate}, {activation}, {batches:N0} batches"),
        new Experiment
        {
            Activation = activation,
            WeightScale = scale,
            Training = new TrainingSettings
            {
                LearningRate = rate,
                TrainingBatches = batches,
                BatchesPerSample = batchesPerSample,
                Seed = cell,
            },
        });
}
