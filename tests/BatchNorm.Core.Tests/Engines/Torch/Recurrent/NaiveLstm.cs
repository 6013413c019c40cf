using BatchNorm.Engines.Simd;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Torch.Recurrent;

/// <summary>A recurrent network as its definition reads, in double precision, unit by unit.</summary>
internal sealed class NaiveLstm
{
    private readonly RecurrentDefinition _definition;
    private readonly Dictionary<string, double[]> _numbers;

    public NaiveLstm(RecurrentParameters parameters)
    {
        _definition = parameters.Definition;
        _numbers = parameters.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values.Select(value => (double)value).ToArray());
    }

    /// <summary>The numbers by name, to be changed at will.</summary>
    public IReadOnlyDictionary<string, double[]> Numbers => _numbers;

    /// <summary>What each quantity's mean and biased variance over the batch were at each step: "input", "hidden" and "cell".</summary>
    public Dictionary<(string Of, int Step), (double Mean, double Variance)[]> BatchStatistics { get; } = [];

    /// <summary>The logits of images, taken together as one batch.</summary>
    /// <param name="images">Pixels, 0 to 1, in the order in which they are read.</param>
    /// <param name="hiddenStart">h_0 of each image.</param>
    /// <param name="statistics">What is normalized with.</param>
    public double[][] Forward(double[][] images, double[][] hiddenStart, StatisticsSource statistics)
    {
        int units = _definition.Units;
        double[][] h = hiddenStart;
        double[][] c = [.. images.Select(_ => new double[units])];
        for (int t = 0; t < _definition.Steps; t++)
        {
            double[][] x = [.. images.Select(image => image.AsSpan(t * _definition.StepInputs, _definition.StepInputs).ToArray())];
            double[][] fromInput = Normalize(Multiply(x, "input.weight", 4 * units), "input", t, statistics);
            double[][] fromHidden = Normalize(Multiply(h, "hidden.weight", 4 * units), "hidden", t, statistics);
            double[][] previous = c;
            double Sum(int image, int column) => fromInput[image][column] + fromHidden[image][column] + _numbers["bias"][column];

            c = [.. images.Select((_, n) => Enumerable.Range(0, units).Select(u =>
                Sigmoid(Sum(n, u)) * previous[n][u] + Sigmoid(Sum(n, units + u)) * Activate(Sum(n, 3 * units + u))).ToArray())];
            double[][] shown = Normalize(c, "cell", t, statistics);
            h = [.. images.Select((_, n) => Enumerable.Range(0, units).Select(u =>
                Sigmoid(Sum(n, 2 * units + u)) * Activate(shown[n][u])).ToArray())];
        }

        return [.. Multiply(h, "output.weight", _definition.Outputs).Select(row =>
            row.Select((value, output) => value + _numbers["output.bias"][output]).ToArray())];
    }

    /// <summary>The mean softmax cross-entropy.</summary>
    public static double Loss(double[][] logits, IReadOnlyList<byte> labels) => logits.Select((row, n) =>
        Math.Log(row.Sum(logit => Math.Exp(logit - row[labels[n]])))).Average();

    private double[][] Multiply(double[][] rows, string weight, int columns) => [.. rows.Select(row =>
        Enumerable.Range(0, columns).Select(column => row.Select((value, i) => value * _numbers[weight][i * columns + column]).Sum()).ToArray())];

    private double[][] Normalize(double[][] z, string of, int step, StatisticsSource statistics)
    {
        if (_definition.BatchNorm is not { } settings)
            return z;

        int width = z[0].Length;
        (double Mean, double Variance)[] batch = [.. Enumerable.Range(0, width).Select(u =>
        {
            double mean = z.Average(row => row[u]);
            return (mean, z.Average(row => (row[u] - mean) * (row[u] - mean)));
        })];
        BatchStatistics[(of, step)] = batch;
        double[] gamma = _numbers[$"{of}.gamma"];
        double[]? beta = _numbers.GetValueOrDefault($"{of}.beta");
        return [.. z.Select(row => row.Select((value, u) =>
        {
            (double mean, double variance) = statistics == StatisticsSource.Batch
                ? batch[u]
                : (_numbers[$"{of}.population_mean"][step * width + u], _numbers[$"{of}.population_variance"][step * width + u]);
            return gamma[u] * (value - mean) / Math.Sqrt(variance + settings.Epsilon) + (beta?[u] ?? 0);
        }).ToArray())];
    }

    private double Activate(double value) => ReferenceActivations.Evaluate(_definition.Activation, value);

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
