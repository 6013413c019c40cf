using System.Globalization;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Optimizers;

namespace BatchNorm.Training;

/// <summary>Puts together what is known of the layers of a network at one moment.</summary>
internal sealed class LayerNumbers
{
    private const string Gamma = ".gamma", Mean = ".population_mean", Variance = ".population_variance";
    private const string OfLayer = "layers.", OfOutput = "output.";

    private readonly LayerSample[] _samples;
    private readonly double _epsilon;

    /// <param name="definition">The network.</param>
    public LayerNumbers(NetworkDefinition definition)
    {
        _samples = [.. Enumerable.Range(1, definition.Tensors.Max(tensor => LayerOf(tensor.Name))).Select(layer => new LayerSample { Layer = layer })];
        _epsilon = definition.BatchNorm?.Epsilon ?? 0;
    }

    /// <summary>The norms of the weights' gradients.</summary>
    public void TakeGradients(IReadOnlyList<LearnedTensor> learned)
    {
        var squares = new double[_samples.Length];
        foreach (LearnedTensor tensor in learned.Where(tensor => tensor.Shape.Name.EndsWith("weight", StringComparison.Ordinal)))
        {
            for (int row = 0; row < tensor.Rows; row++)
                squares[LayerOf(tensor.Shape.Name) - 1] += GradientClipping.SquareSum(tensor.Gradient(row));
        }

        Put(layer => true, (sample, layer) => sample with { GradientNorm = Math.Sqrt(squares[layer]) });
    }

    /// <summary>The shares of flat units, of the layers that have them.</summary>
    public void TakeFlatUnits(FlatUnits units) => Put(
        layer => units.Of(layer + 1) is not null,
        (sample, layer) => sample with { DeadUnits = units.Of(layer + 1)!.Value.Dead, FlatSlopes = units.Of(layer + 1)!.Value.Flat });

    /// <summary>The spread of gamma, of the layers that have one.</summary>
    public void TakeGammas(IReadOnlyList<NamedTensor> tensors)
    {
        float[][] gammas = [.. Enumerable.Range(1, _samples.Length).Select(layer => Values(tensors, layer, Gamma))];
        Put(layer => gammas[layer].Length > 0, (sample, layer) => sample with
        {
            GammaLeast = gammas[layer].Min(), // NaN where any is
            GammaMean = gammas[layer].Average(gamma => (double)gamma),
            GammaGreatest = Array.Exists(gammas[layer], float.IsNaN) ? double.NaN : gammas[layer].Max(),
        });
    }

    /// <summary>The distances of the statistics of a mini-batch from the population's, of the layers that have them.</summary>
    public void TakeStatistics(IReadOnlyList<NamedTensor> population, IReadOnlyList<NamedTensor> batch) => Put(
        layer => Values(population, layer + 1, Mean).Length > 0,
        (sample, layer) =>
        {
            float[] variances = Values(population, layer + 1, Variance);
            double[] deviations = [.. variances.Select(variance => Math.Sqrt(variance + _epsilon))];
            IEnumerable<double> means = Values(batch, layer + 1, Mean).Zip(Values(population, layer + 1, Mean), (one, other) => (double)one - other);
            return sample with
            {
                MeanDistance = RootMeanSquare(means.Zip(deviations, (difference, deviation) => difference / deviation)),
                VarianceDistance = RootMeanSquare(Values(batch, layer + 1, Variance)
                    .Zip(variances, (one, other) => Math.Log((one + _epsilon) / (other + _epsilon)))),
            };
        });

    /// <summary>The samples up to the last layer of which there is anything to tell.</summary>
    public IReadOnlyList<LayerSample> Samples(int step)
    {
        int told = Array.FindLastIndex(_samples, sample => sample != new LayerSample { Layer = sample.Layer }) + 1;
        return [.. _samples.Take(told).Select(sample => sample with { Step = step })];
    }

    /// <summary>The layer that a tensor is of, from 1: of a recurrent network the second is the output, and the first is all else.</summary>
    private static int LayerOf(string tensor) => tensor.StartsWith(OfLayer, StringComparison.Ordinal)
        ? int.Parse(tensor.Split('.')[1], CultureInfo.InvariantCulture) + 1
        : tensor.StartsWith(OfOutput, StringComparison.Ordinal) ? 2 : 1;

    private static float[] Values(IReadOnlyList<NamedTensor> tensors, int layer, string kind) =>
        [.. tensors.Where(tensor => LayerOf(tensor.Name) == layer && tensor.Name.EndsWith(kind, StringComparison.Ordinal)).SelectMany(tensor => tensor.Values)];

    private static double RootMeanSquare(IEnumerable<double> values) => Math.Sqrt(values.Average(value => value * value));

    private void Put(Func<int, bool> has, Func<LayerSample, int, LayerSample> with)
    {
        for (int layer = 0; layer < _samples.Length; layer++)
        {
            if (has(layer))
                _samples[layer] = with(_samples[layer], layer);
        }
    }
}
