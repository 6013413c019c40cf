using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// Batch normalization of a convolution in the steps of a training: what it takes from a batch, and what it keeps for the way back.
/// </summary>
internal sealed unsafe class MapNormalization<V>
    where V : struct, IFloatVector<V>
{
    private readonly NormalizationMemory _numbers;
    private readonly int _maps;
    private readonly int _positions;
    private readonly MapScale _scale;
    private readonly float* _scaleGradient;
    private readonly float* _shiftGradient;

    /// <summary>Makes room.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="numbers">What the layer learns and estimates.</param>
    /// <param name="product">The maps that are normalized.</param>
    /// <param name="scales">What happens to the product.</param>
    /// <param name="scale">Which of them normalizes.</param>
    public MapNormalization(Workspace<V> workspace, NormalizationMemory numbers, MapLayout product, MapScales scales, MapScale scale)
    {
        _numbers = numbers;
        _maps = product.Maps;
        _positions = product.Positions;
        _scale = scale;
        Moments = new MapMoments<V>(workspace.Arena, _maps, workspace.Capacity);
        Scales = scales;
        ScaleSums = new ImageSums<V>(workspace.Arena, _maps, workspace.Capacity);
        ShiftSums = new ImageSums<V>(workspace.Arena, _maps, workspace.Capacity);
        BiasSums = new ImageSums<V>(workspace.Arena, _maps, workspace.Capacity);
        _scaleGradient = workspace.Arena.Allocate<float>(_maps);
        _shiftGradient = workspace.Arena.Allocate<float>(_maps);
    }

    /// <summary>Of the batch.</summary>
    public MapMoments<V> Moments { get; }

    /// <summary>What happens to the product, the normalization with the batch's statistics included.</summary>
    public MapScales Scales { get; }

    /// <summary>Images in the batch.</summary>
    public int Images { get; private set; }

    /// <summary>1 / sqrt(variance + epsilon) of the batch, one a map.</summary>
    public float* Inverse => _numbers.InverseDeviation;

    /// <summary>Of g x^: they make dgamma.</summary>
    public ImageSums<V> ScaleSums { get; }

    /// <summary>Of g: they make dbeta.</summary>
    public ImageSums<V> ShiftSums { get; }

    /// <summary>Of dz: they make db where there is a bias.</summary>
    public ImageSums<V> BiasSums { get; }

    /// <summary>inverse dgamma / n: what is taken from g for every unit of z - mean.</summary>
    public float Slope(int map) => Inverse[map] * _scaleGradient[map] / ((float)_positions * Images);

    /// <summary>dbeta / n: what is taken from every g.</summary>
    public float Level(int map) => _shiftGradient[map] / ((float)_positions * Images);

    /// <summary>Makes the batch's statistics of its images' moments, and moves the population's towards them.</summary>
    public void Normalize(int images)
    {
        Images = images;
        Moments.Combine(images, _positions);
        _scale.SetNormalization(_numbers, Moments.Mean, Moments.Variance);
        for (int map = 0; map < _maps; map++)
        {
            Inverse[map] = MapScale.Inverse(Moments.Variance[map], _numbers.Epsilon);
            Average(ref _numbers.PopulationMean[map], Moments.Mean[map]);
            Average(ref _numbers.PopulationVariance[map], Moments.Variance[map]);
        }
    }

    /// <summary>Makes dgamma and dbeta of a map of the sums of all images.</summary>
    public void Total(int map)
    {
        _scaleGradient[map] = ScaleSums.Total(map, Images);
        _shiftGradient[map] = ShiftSums.Total(map, Images);
    }

    /// <summary>One step of descent for gamma, beta and, where there is one, the bias.</summary>
    public void Descend(LayerNumbers moved, float learningRate)
    {
        for (int map = 0; map < _maps; map++)
        {
            moved.Gamma[map] -= learningRate * _scaleGradient[map];
            moved.Beta[map] -= learningRate * _shiftGradient[map];
            if (moved.Bias is not null)
                moved.Bias[map] -= learningRate * BiasSums.Total(map, Images);
        }
    }

    /// <summary>p = decay p + (1 - decay) batch.</summary>
    private void Average(ref float estimate, float value) => estimate = (_numbers.Decay * estimate) + (_numbers.Renewal * value);
}
