using BatchNorm.Data;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd;

/// <summary>
/// A fully connected network in double precision, one number after the other, with gradients by central differences: slow, and
/// plain enough to be believed.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly FullyConnectedDefinition _definition;

    public ReferenceNetwork(FullyConnectedParameters parameters)
    {
        _definition = parameters.Definition;
        Weights = [.. parameters.Layers.Select(layer => Doubles(layer.Weight.Values.ToArray()))];
        Biases = [.. parameters.Layers.Select(layer => Doubles(layer.Bias ?? layer.Normalization!.Beta))];
        Gammas = [.. parameters.Layers.Select(layer => Doubles(layer.Normalization?.Gamma ?? []))];
    }

    /// <summary>By layer: inputs x units, row by row.</summary>
    public double[][] Weights { get; }

    /// <summary>By layer: the bias, or beta where the layer is normalized.</summary>
    public double[][] Biases { get; }

    /// <summary>By layer: gamma, empty where the layer is not normalized.</summary>
    public double[][] Gammas { get; }

    /// <summary>By layer: batch mean and biased batch variance of each unit's xW, as the last forward pass met them.</summary>
    public List<(double[] Mean, double[] Variance)> Statistics { get; } = [];

    /// <summary>The mean softmax cross-entropy over a batch, normalized with its own statistics.</summary>
    public double Loss(ImageSet images)
    {
        double[,] logits = Forward(images);
        double loss = 0;
        for (int i = 0; i < images.Count; i++)
        {
            double[] row = Naive.Row(logits, i);
            double max = row.Max();
            loss += Math.Log(row.Sum(logit => Math.Exp(logit - max))) + max - row[images.Labels[i]];
        }

        return loss / images.Count;
    }

    public double[,] Forward(ImageSet images)
    {
        Statistics.Clear();
        double[,] x = images.Numbers();
        for (int layer = 0; layer < _definition.LayerCount; layer++)
        {
            double[,] z = Product(x, layer);
            for (int unit = 0; unit < z.GetLength(1); unit++)
                FinishUnit(z, layer, unit);
            x = z;
        }

        return x;
    }

    /// <summary>dL/dp for every element of one of the arrays above: (L(p + h) - L(p - h)) / 2h.</summary>
    public double[] Gradient(double[] parameter, ImageSet images)
    {
        const double Step = 1e-6;
        var gradient = new double[parameter.Length];
        for (int i = 0; i < parameter.Length; i++)
        {
            double value = parameter[i];
            parameter[i] = value + Step;
            double above = Loss(images);
            parameter[i] = value - Step;
            double below = Loss(images);
            parameter[i] = value;
            gradient[i] = (above - below) / (2 * Step);
        }

        return gradient;
    }

    private double[,] Product(double[,] x, int layer)
    {
        int units = _definition.Widths[layer + 1];
        var weight = new double[_definition.Widths[layer], units];
        Buffer.BlockCopy(Weights[layer], 0, weight, 0, Weights[layer].Length * sizeof(double));
        return Naive.Product(x, weight);
    }

    /// <summary>Bias or batch normalization, then the activation, down one column.</summary>
    private void FinishUnit(double[,] z, int layer, int unit)
    {
        double[] column = Naive.Column(z, unit);
        double mean = 0;
        double scale = 1;
        if (_definition.IsNormalized(layer))
        {
            mean = column.Average();
            double variance = column.Average(value => (value - mean) * (value - mean));
            scale = Gammas[layer][unit] / Math.Sqrt(variance + _definition.BatchNorm!.Epsilon);
            if (unit == 0)
                Statistics.Add((new double[z.GetLength(1)], new double[z.GetLength(1)]));
            Statistics[layer].Mean[unit] = mean;
            Statistics[layer].Variance[unit] = variance;
        }

        for (int row = 0; row < column.Length; row++)
        {
            double y = ((column[row] - mean) * scale) + Biases[layer][unit];
            z[row, unit] = layer < _definition.LayerCount - 1 ? ReferenceActivations.Evaluate(_definition.Activation, y) : y;
        }
    }

    private static double[] Doubles(IEnumerable<float> values) => [.. values.Select(value => (double)value)];
}
