using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Training;

namespace BatchNorm.Storage.PyTorch;

/// <summary>A network whose numbers another program made.</summary>
public sealed record ImportedNetwork
{
    /// <summary>The definition and all numbers.</summary>
    public required NetworkParameters Parameters { get; init; }

    /// <summary>Steps it was trained where it comes from, as its batch normalization counted them; 0 where nothing tells.</summary>
    public required int TrainedBatches { get; init; }

    /// <summary>
    /// The layers whose bias went into the population mean of the batch normalization right behind them, which takes it away again:
    /// gamma (xW + b - mean) / deviation is gamma (xW - (mean - b)) / deviation.
    /// </summary>
    public required IReadOnlyList<string> FoldedBiases { get; init; }

    /// <summary>Makes a network that goes on from here.</summary>
    /// <param name="name">What results and plots call it, or null for "With Batch Norm" or "Without Batch Norm".</param>
    /// <param name="engine">What computes.</param>
    public NeuralNet ToNeuralNet(string? name, IEngine engine) =>
        new(name, Parameters, WeightScale(), seed: 1, engine, TrainedBatches) { IsImported = true };

    /// <summary>
    /// The root mean square of its weights, in the place of the deviation that they were once drawn with and that no file tells; 1 where
    /// they have none.
    /// </summary>
    private double WeightScale()
    {
        double sum = 0;
        long count = 0;
        foreach (NamedTensor weight in Parameters.Tensors.Where(tensor => tensor.IsWeight))
        {
            foreach (float value in weight.Values)
                sum += (double)value * value;
            count += weight.Values.Length;
        }

        double scale = Math.Sqrt(sum / count);
        return Settings.PositiveFloat32.Holds(scale) ? scale : 1;
    }
}
