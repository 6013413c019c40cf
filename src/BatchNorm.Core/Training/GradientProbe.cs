using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using BatchNorm.Testing;

namespace BatchNorm.Training;

/// <summary>
/// A copy of a network, made to look at its gradients on one mini-batch and given up afterwards: whatever is done with it, the network it was made
/// of, its optimizer and the noise in its training stay as they are. Its population statistics forget all before: they become those of the
/// mini-batch.
/// </summary>
internal sealed class GradientProbe : IDisposable
{
    private readonly INetwork _network;
    private readonly MiniBatch _batch;

    /// <param name="parameters">Those of the network.</param>
    /// <param name="engine">What computes it.</param>
    /// <param name="batch">What it looks at, whatever it is filled with by then; for <see cref="Loss"/> the first images of their set, in order.</param>
    public GradientProbe(NetworkParameters parameters, IEngine engine, MiniBatch batch)
    {
        NetworkDefinition definition = parameters.Definition;
        ExperimentSettings settings = definition.BatchNorm is null ? definition.Settings : definition.Settings with { Decay = 0, SkipPopulationUpdate = false };
        _batch = batch;
        _network = engine.CreateNetwork(NetworkDefinition.Of(settings, definition.Images, definition.Outputs).Assemble(
            [.. definition.Tensors.Zip(parameters.Tensors, (shape, tensor) => shape.IsLearned ? tensor.Values : new float[tensor.Values.Length])]));
    }

    /// <summary>The learned tensors with their gradients, which are those of the last <see cref="Measure"/>.</summary>
    public IReadOnlyList<LearnedTensor> Learned => _network.Learned;

    /// <summary>Computes the gradients where the probe stands, and takes the statistics of the mini-batch.</summary>
    public void Measure() => _network.MeasureGradients(_batch);

    /// <summary>The loss where the probe stands: the mean cross-entropy of the mini-batch, normalized with its own statistics.</summary>
    public double Loss()
    {
        int outputs = _network.Definition.Outputs;
        var logits = new float[_batch.Size * outputs];
        _network.Infer(_batch.Images, 0, _batch.Size, StatisticsSource.Batch, logits);
        ReadOnlySpan<byte> labels = _batch.Images.Labels;
        double sum = 0;
        for (int image = 0; image < _batch.Size; image++)
            sum += Evaluator.CrossEntropy(logits.AsSpan(image * outputs, outputs), labels[image]);
        return sum / _batch.Size;
    }

    /// <summary>The probe's numbers; the population statistics are those of the mini-batch at the last <see cref="Measure"/>.</summary>
    public IReadOnlyList<NamedTensor> Tensors() => _network.ReadParameters().Tensors;

    /// <summary>A copy of all gradients, one behind the other.</summary>
    public float[] Gradient() => Gathered((tensor, row) => tensor.Gradient(row));

    /// <summary>A copy of everything learned, in the same order.</summary>
    public float[] Values() => Gathered((tensor, row) => tensor.Values(row));

    /// <summary>Moves the probe to origin - distance x direction.</summary>
    public void MoveTo(ReadOnlySpan<float> origin, ReadOnlySpan<float> direction, float distance)
    {
        int next = 0;
        foreach (LearnedTensor tensor in _network.Learned)
        {
            for (int row = 0; row < tensor.Rows; row++)
            {
                Span<float> values = tensor.Values(row);
                for (int i = 0; i < values.Length; i++, next++)
                    values[i] = origin[next] - (distance * direction[next]);
            }
        }

        GC.KeepAlive(_network); // whose memory that was
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private delegate ReadOnlySpan<float> RowOf(LearnedTensor tensor, int row);

    private float[] Gathered(RowOf rowOf)
    {
        var values = new float[_network.Learned.Sum(tensor => tensor.Count)];
        int next = 0;
        foreach (LearnedTensor tensor in _network.Learned)
        {
            for (int row = 0; row < tensor.Rows; row++, next += tensor.Columns)
                rowOf(tensor, row).CopyTo(values.AsSpan(next));
        }

        GC.KeepAlive(_network);
        return values;
    }
}
