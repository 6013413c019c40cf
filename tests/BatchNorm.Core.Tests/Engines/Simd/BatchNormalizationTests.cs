using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd;

/// <summary>The kernels of batch normalization, with tanh for their activation, against the paper's formulas.</summary>
public unsafe class BatchNormalizationTests
{
    private const double Epsilon = 0.001;
    private const double Decay = 0.9;

    private static readonly (int Rows, int Units)[] Sizes = [(1, 1), (2, 3), (3, 8), (5, 17), (60, 100), (61, 30), (257, 5)];

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Forward_normalizes_scales_shifts_and_activates(int lanes)
    {
        foreach (var (rows, units) in Sizes)
        {
            using var arena = new NativeArena();
            using var memory = new GuardedMemory(lanes);
            NormalizationMemory normalization = Create(arena, memory, lanes, units);
            NativeMatrix z = memory.Random(rows, units);
            NativeMatrix slopes = memory.Allocate(rows, units);
            NativeMatrix y = memory.Allocate(rows, units);
            double[,] input = Naive.Read(z);
            double[] gamma = Read(normalization.Gamma, units);
            double[] beta = Read(normalization.Beta, units);

            Kernels.Of(lanes).NormalizeForward(z, normalization, slopes, y);

            for (int unit = 0; unit < units; unit++)
            {
                double[] column = Naive.Column(input, unit);
                double mean = column.Average();
                double variance = column.Average(value => (value - mean) * (value - mean));
                for (int row = 0; row < rows; row++)
                {
                    double normalized = (column[row] - mean) / Math.Sqrt(variance + Epsilon);
                    double activated = Math.Tanh((gamma[unit] * normalized) + beta[unit]);
                    Assert.Equal(normalized, z.Row(row)[unit], 2e-5);
                    Assert.Equal(activated, y.Row(row)[unit], 2e-5);
                    Assert.Equal(1 - (activated * activated), slopes.Row(row)[unit], 2e-5);
                }

                Assert.Equal((1 - Decay) * mean, normalization.PopulationMean[unit], 1e-6);
                Assert.Equal(Decay + ((1 - Decay) * variance), normalization.PopulationVariance[unit], 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void A_large_mean_costs_the_variance_no_digits(int lanes)
    {
        const int Rows = 1000;
        using var arena = new NativeArena();
        using var memory = new GuardedMemory(lanes);
        NormalizationMemory normalization = Create(arena, memory, lanes, units: 1);
        NativeMatrix z = memory.Random(Rows, 1);
        for (int row = 0; row < Rows; row++)
            z.Row(row)[0] += 4096;
        double[] column = Naive.Column(Naive.Read(z), 0);
        double mean = column.Average();
        double variance = column.Average(value => (value - mean) * (value - mean));

        Kernels.Of(lanes).NormalizeForward(z, normalization, memory.Allocate(Rows, 1), memory.Allocate(Rows, 1));

        Assert.Equal((1 - Decay) * mean, normalization.PopulationMean[0], 1e-4);
        Assert.Equal(1, (normalization.PopulationVariance[0] - Decay) / ((1 - Decay) * variance), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Infer_uses_the_statistics_asked_for_and_keeps_the_estimates(int lanes)
    {
        foreach (StatisticsSource source in Enum.GetValues<StatisticsSource>())
        {
            const int Rows = 33;
            const int Units = 21;
            using var arena = new NativeArena();
            using var memory = new GuardedMemory(lanes);
            NormalizationMemory normalization = Create(arena, memory, lanes, Units);
            normalization.PopulationMean[3] = 0.25f;
            normalization.PopulationVariance[3] = 2;
            NativeMatrix z = memory.Random(Rows, Units);
            double[] column = Naive.Column(Naive.Read(z), 3);
            double batchMean = column.Average();
            var (mean, variance) = source == StatisticsSource.Population
                ? (0.25, 2)
                : (batchMean, column.Average(value => (value - batchMean) * (value - batchMean)));

            Kernels.Of(lanes).NormalizeInfer(z, normalization, source);

            for (int row = 0; row < Rows; row++)
            {
                double normalized = (column[row] - mean) / Math.Sqrt(variance + Epsilon);
                Assert.Equal(
                    Math.Tanh((normalization.Gamma[3] * normalized) + normalization.Beta[3]), z.Row(row)[3], 2e-6);
            }

            Assert.Equal(0.25f, normalization.PopulationMean[3]);
            Assert.Equal(2f, normalization.PopulationVariance[3]);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Backward_gives_the_gradients_of_the_paper(int lanes)
    {
        foreach (var (rows, units) in Sizes)
        {
            const double Rate = 0.5;
            using var arena = new NativeArena();
            using var memory = new GuardedMemory(lanes);
            NormalizationMemory normalization = Create(arena, memory, lanes, units);
            new Span<float>(normalization.InverseDeviation, units).Fill(1.5f);
            NativeMatrix gradient = memory.Random(rows, units);
            NativeMatrix normalized = memory.Random(rows, units);
            NativeMatrix slopes = memory.Random(rows, units);
            var (dy, x, slope) = (Naive.Read(gradient), Naive.Read(normalized), Naive.Read(slopes));
            double[] gamma = Read(normalization.Gamma, units);
            double[] beta = Read(normalization.Beta, units);

            Kernels.Of(lanes).NormalizeBackward(gradient, normalized, slopes, normalization, (float)Rate);

            for (int unit = 0; unit < units; unit++)
            {
                double[] g = [.. Enumerable.Range(0, rows).Select(row => dy[row, unit] * slope[row, unit])];
                double dBeta = g.Sum();
                double dGamma = g.Select((value, row) => value * x[row, unit]).Sum();
                for (int row = 0; row < rows; row++)
                {
                    double dz = gamma[unit] * 1.5 * (g[row] - (dBeta / rows) - (x[row, unit] * dGamma / rows));
                    Assert.Equal(dz, gradient.Row(row)[unit], 2e-6);
                }

                Assert.Equal(gamma[unit] - (Rate * dGamma), normalization.Gamma[unit], 1e-5);
                Assert.Equal(beta[unit] - (Rate * dBeta), normalization.Beta[unit], 1e-5);
            }
        }
    }

    /// <summary>Random gamma and beta, population mean 0 and variance 1; NaN in the padding.</summary>
    private static NormalizationMemory Create(NativeArena arena, GuardedMemory memory, int lanes, int units)
    {
        int stride = (units + lanes - 1) / lanes * lanes;
        var normalization = new NormalizationMemory(arena, stride, new BatchNormSettings { Epsilon = Epsilon, Decay = Decay });
        NativeMatrix random = memory.Random(2, units);
        for (int i = 0; i < stride; i++)
        {
            normalization.Gamma[i] = i < units ? random.Row(0)[i] : float.NaN;
            normalization.Beta[i] = i < units ? random.Row(1)[i] : float.NaN;
            normalization.PopulationVariance[i] = i < units ? 1 : float.NaN;
        }

        return normalization;
    }

    private static double[] Read(float* values, int count) =>
        [.. new ReadOnlySpan<float>(values, count).ToArray().Select(value => (double)value)];
}
