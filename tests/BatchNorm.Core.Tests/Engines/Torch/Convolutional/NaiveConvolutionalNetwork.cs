using BatchNorm.Data;
using BatchNorm.Engines.Simd;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Torch.Convolutional;

/// <summary>A convolutional network as its definition reads, in double precision, loop by loop.</summary>
internal sealed class NaiveConvolutionalNetwork(ConvolutionalParameters parameters)
{
    private readonly ConvolutionalDefinition _definition = parameters.Definition;

    /// <summary>The logits of all images of a set, taken together as one batch.</summary>
    public double[][] Forward(ImageSet images, StatisticsSource statistics)
    {
        double[][][] maps = [.. Enumerable.Range(0, images.Count).Select(i =>
            (double[][])[[.. images.Image(i).ToArray().Select(pixel => (double)(pixel / 255f))]])];
        int rows = _definition.Images.Rows, columns = _definition.Images.Columns;
        int layer = 0;
        for (; layer < _definition.FeatureMaps.Count; layer++)
        {
            int height = rows, width = columns;
            maps = [.. maps.Select(image => Convolve(image, parameters.Layers[layer], height, width))];
            maps = Hidden(maps, layer, statistics);
            maps = [.. maps.Select(image => image.Select(map => Pool(map, height, width)).ToArray())];
            rows /= 2;
            columns /= 2;
        }

        // A unit is a map of one position.
        maps = [.. maps.Select(image => image.SelectMany(map => map).Select(value => (double[])[value]).ToArray())];
        for (; layer < _definition.LayerCount; layer++)
        {
            maps = [.. maps.Select(image => Multiply(image, parameters.Layers[layer]))];
            if (layer < _definition.LayerCount - 1)
                maps = Hidden(maps, layer, statistics);
        }

        return [.. maps.Select(image => image.Select(unit => unit[0]).ToArray())];
    }

    private double[][] Convolve(double[][] below, LayerParameters layer, int rows, int columns)
    {
        int k = _definition.KernelSize;
        var maps = new double[layer.Weight.Columns][];
        for (int map = 0; map < maps.Length; map++)
        {
            maps[map] = new double[rows * columns];
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                    maps[map][row * columns + column] = Patch(map, row, column);
            }
        }

        return maps;

        double Patch(int map, int row, int column)
        {
            double sum = layer.Bias?[map] ?? 0;
            for (int from = 0; from < below.Length; from++)
            {
                for (int i = 0; i < k; i++)
                {
                    for (int j = 0; j < k; j++)
                    {
                        int y = row + i - k / 2, x = column + j - k / 2;
                        if (y >= 0 && y < rows && x >= 0 && x < columns)
                            sum += below[from][y * columns + x] * layer.Weight.Values[((from * k + i) * k + j) * layer.Weight.Columns + map];
                    }
                }
            }

            return sum;
        }
    }

    private static double[][] Multiply(double[][] below, LayerParameters layer) => [.. Enumerable.Range(0, layer.Weight.Columns).Select(unit =>
    {
        double sum = layer.Bias?[unit] ?? 0;
        for (int i = 0; i < below.Length; i++)
            sum += below[i][0] * layer.Weight.Values[i * layer.Weight.Columns + unit];
        return (double[])[sum];
    })];

    private static double[] Pool(double[] map, int rows, int columns)
    {
        int half = columns / 2;
        return [.. Enumerable.Range(0, rows / 2 * half).Select(i =>
        {
            int corner = 2 * (i / half) * columns + 2 * (i % half);
            return (map[corner] + map[corner + 1] + map[corner + columns] + map[corner + columns + 1]) / 4;
        })];
    }

    private double[][][] Hidden(double[][][] maps, int layer, StatisticsSource statistics)
    {
        if (parameters.Layers[layer].Normalization is not { } n)
            return Activate(maps);
        return _definition.BatchNorm!.Placement == BatchNormPlacement.BeforeActivation
            ? Activate(Normalize(maps, n, statistics))
            : Normalize(Activate(maps), n, statistics);
    }

    private double[][][] Activate(double[][][] maps) => [.. maps.Select(image => image.Select(map => map.Select(value =>
        ReferenceActivations.Evaluate(_definition.Activation, value)).ToArray()).ToArray())];

    private double[][][] Normalize(double[][][] maps, NormalizationParameters n, StatisticsSource statistics) =>
        [.. maps.Select(image => image.Select((map, m) =>
        {
            double[] values = [.. maps.SelectMany(other => other[m])];
            double batchMean = values.Average();
            bool ofBatch = statistics == StatisticsSource.Batch;
            double mean = ofBatch ? batchMean : n.PopulationMean[m];
            double variance = ofBatch ? values.Average(value => (value - batchMean) * (value - batchMean)) : n.PopulationVariance[m];
            return map.Select(value =>
                n.Gamma[m] * (value - mean) / Math.Sqrt(variance + _definition.BatchNorm!.Epsilon) + n.Beta[m]).ToArray();
        }).ToArray())];
}
