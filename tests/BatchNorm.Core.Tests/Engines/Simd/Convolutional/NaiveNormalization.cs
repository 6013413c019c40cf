using BatchNorm.Engines.Simd.Layers;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The gradients of pool(tanh(BN(z))), or of pool(BN(tanh(z + b))), map by map in double precision: images are [map, row, column].</summary>
internal sealed unsafe class NaiveNormalization
{
    private readonly double[][,,] _above;
    private readonly bool _last;

    /// <param name="z">The products; become their gradients.</param>
    /// <param name="above">dL/dy.</param>
    /// <param name="numbers">gamma, beta and epsilon.</param>
    /// <param name="bias">b.</param>
    /// <param name="last">Whether the normalization comes after the activation.</param>
    public NaiveNormalization(double[][,,] z, double[][,,] above, NormalizationMemory numbers, float* bias, bool last)
    {
        _above = above;
        _last = last;
        Products = z;
        int maps = z[0].GetLength(0);
        Gamma = new double[maps];
        Beta = new double[maps];
        Bias = new double[maps];
        for (int map = 0; map < maps; map++)
            Propagate(map, numbers.Gamma[map], numbers.Beta[map], numbers.Epsilon, bias[map]);
    }

    /// <summary>dL/dz.</summary>
    public double[][,,] Products { get; }

    public double[] Gamma { get; }

    public double[] Beta { get; }

    public double[] Bias { get; }

    private void Propagate(int map, double gamma, double beta, double epsilon, double bias)
    {
        int rows = Products[0].GetLength(1), columns = Products[0].GetLength(2);
        (int Image, int Row, int Column)[] positions =
            [.. from image in Enumerable.Range(0, Products.Length)
                from row in Enumerable.Range(0, rows)
                from column in Enumerable.Range(0, columns)
                select (image, row, column)];
        double[] z = [.. positions.Select(p => Products[p.Image][map, p.Row, p.Column])];
        double[] shares = [.. positions.Select(p => p.Row < rows / 2 * 2 && p.Column < columns / 2 * 2
            ? _above[p.Image][map, p.Row / 2, p.Column / 2] / 4
            : 0)];
        double[] values = _last ? [.. z.Select(value => Math.Tanh(value + bias))] : z;
        double mean = values.Average();
        double inverse = 1 / Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + epsilon);
        double[] normalized = [.. values.Select(value => (value - mean) * inverse)];
        double[] g = _last ? shares : [.. shares.Zip(normalized, (share, x) => share * Slope(Math.Tanh((gamma * x) + beta)))];

        Beta[map] = g.Sum();
        Gamma[map] = g.Zip(normalized, (share, x) => share * x).Sum();
        for (int i = 0; i < z.Length; i++)
        {
            double gradient = gamma * inverse * (g[i] - ((Beta[map] + (normalized[i] * Gamma[map])) / z.Length));
            if (_last)
                gradient *= Slope(values[i]);
            Bias[map] += gradient;
            Products[positions[i].Image][map, positions[i].Row, positions[i].Column] = gradient;
        }
    }

    /// <summary>The slope of tanh where it is t.</summary>
    private static double Slope(double t) => 1 - (t * t);
}
