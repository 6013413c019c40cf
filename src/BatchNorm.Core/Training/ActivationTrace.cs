using BatchNorm.Data;
using BatchNorm.Engines;

namespace BatchNorm.Training;

/// <summary>Follows the inputs of one unit in every hidden layer through a training.</summary>
internal sealed class ActivationTrace
{
    /// <summary>
    /// The unit that is followed: the first of each layer, in both networks of a comparison. It is as typical as any: before training all
    /// units of a layer are drawn from one distribution, and nothing that follows depends on a unit's place.
    /// </summary>
    public const int Unit = 0;

    private const int MostImages = 1000;

    private readonly ImageSet _images;
    private readonly List<ActivationSample> _samples = [];

    /// <param name="images">What the network is shown: always the first 1,000, or all where there are fewer.</param>
    public ActivationTrace(ImageSet images) => _images = images.Slice(0, Math.Min(MostImages, images.Count));

    /// <summary>All samples so far: those of a step together, from the first layer up.</summary>
    public IReadOnlyList<ActivationSample> Samples => _samples;

    /// <summary>Looks at every hidden layer, without keeping what is seen.</summary>
    /// <param name="network">The network; unchanged.</param>
    /// <param name="step">When.</param>
    public IEnumerable<ActivationSample> Look(INetwork network, int step) => network.TraceActivations(_images, 0, _images.Count, Unit)
        .Select((inputs, layer) => ActivationSample.Of(step, layer + 1, Unit, inputs)).ToArray();

    /// <summary>Keeps samples.</summary>
    public void Keep(IEnumerable<ActivationSample> samples) => _samples.AddRange(samples);
}
