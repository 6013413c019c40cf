using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>
/// Follows what a network is like inside through its training: all that is traced but activations. Gradients, statistics and the landscape are those of one
/// mini-batch, always the same: the first training images, as many as a step has. Dead units are counted on the first 1,000 validation images, or all
/// where there are fewer, normalized with their own statistics.
/// </summary>
internal sealed class LayerTrace
{
    private const TraceKinds OfProbe = TraceKinds.Gradient | TraceKinds.Statistics | TraceKinds.Landscape;
    private const int MostImages = 1000;

    private readonly TraceKinds _kinds;
    private readonly MiniBatch _batch;
    private readonly ImageSet _images;
    private readonly double _learningRate;
    private readonly List<LayerSample> _layers = [];
    private readonly List<LandscapeSample> _landscape = [];

    /// <param name="dataset">What the network is trained on.</param>
    /// <param name="settings">What is traced, and the batch size and learning rate of the training.</param>
    public LayerTrace(Dataset dataset, ExperimentSettings settings)
    {
        _kinds = settings.Trace;
        _batch = MiniBatch.OfFirst(dataset.Training, settings.BatchSize);
        _images = dataset.Validation.Slice(0, Math.Min(MostImages, dataset.Validation.Count));
        _learningRate = settings.LearningRate;
    }

    /// <summary>All samples so far: those of a step together, from the first layer up.</summary>
    public IReadOnlyList<LayerSample> Layers => _layers;

    /// <summary>All samples of the landscape so far, one a step; none where that is not traced.</summary>
    public IReadOnlyList<LandscapeSample> Landscape => _landscape;

    /// <summary>Looks inside, without keeping what is seen.</summary>
    /// <param name="network">The network; unchanged.</param>
    /// <param name="engine">What computes it.</param>
    /// <param name="step">When.</param>
    /// <param name="cancellation">Checked on the way.</param>
    public (IReadOnlyList<LayerSample> Layers, LandscapeSample? Landscape) Look(INetwork network, IEngine engine, int step, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        NetworkParameters parameters = network.ReadParameters();
        var layers = new LayerNumbers(parameters.Definition);
        if (_kinds.HasFlag(TraceKinds.Gamma))
            layers.TakeGammas(parameters.Tensors);
        if (_kinds.HasFlag(TraceKinds.DeadUnits))
            layers.TakeFlatUnits(CountFlatUnits(network, cancellation));

        LandscapeSample? landscape = null;
        if ((_kinds & OfProbe) != 0)
        {
            using var probe = new GradientProbe(parameters, engine, _batch);
            probe.Measure();
            if (_kinds.HasFlag(TraceKinds.Gradient))
                layers.TakeGradients(probe.Learned);
            if (_kinds.HasFlag(TraceKinds.Statistics))
                layers.TakeStatistics(parameters.Tensors, probe.Tensors());
            if (_kinds.HasFlag(TraceKinds.Landscape))
                landscape = Training.Landscape.Look(probe, step, _learningRate, cancellation);
        }

        return (layers.Samples(step), landscape);
    }

    /// <summary>Keeps samples.</summary>
    public void Keep(IEnumerable<LayerSample> layers, IEnumerable<LandscapeSample> landscape)
    {
        _layers.AddRange(layers);
        _landscape.AddRange(landscape);
    }

    /// <summary>The images are one batch, whose statistics they are normalized with: what can be left off is to look at further units.</summary>
    private FlatUnits CountFlatUnits(INetwork network, CancellationToken cancellation)
    {
        var units = new FlatUnits(network.Definition.Activation);
        network.VisitActivations(_images, 0, _images.Count, unit: null, (layer, unit, inputs) =>
        {
            cancellation.ThrowIfCancellationRequested();
            units.Visit(layer, unit, inputs);
        });
        cancellation.ThrowIfCancellationRequested();
        return units;
    }
}
