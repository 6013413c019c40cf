using BatchNorm.Data;
using BatchNorm.Networks;

namespace BatchNorm.Engines;

/// <summary>What every engine and every test checks before images go into a network: read as if they fitted, they give numbers that mean nothing.</summary>
internal static class NetworkFit
{
    /// <summary>Checks that images are as large as a network's input.</summary>
    /// <exception cref="ArgumentException">They are of another size.</exception>
    public static void CheckImages(NetworkDefinition definition, ImageSet images)
    {
        if (images.PixelsPerImage != definition.Inputs)
            throw new ArgumentException(
                $"The network takes {definition.Inputs} inputs, the images have {images.PixelsPerImage} pixels.");
    }

    /// <summary>Checks that a network has an output for every label of a batch.</summary>
    /// <exception cref="ArgumentException">A label is beyond the outputs.</exception>
    public static void CheckLabels(NetworkDefinition definition, MiniBatch batch)
    {
        ReadOnlySpan<byte> labels = batch.Images.Labels;
        foreach (int index in batch.Indices)
            CheckLabel(definition, labels[index]);
    }

    /// <summary>Checks that a network has an output for every label of a set.</summary>
    /// <exception cref="ArgumentException">A label is beyond the outputs.</exception>
    public static void CheckLabels(NetworkDefinition definition, ImageSet images)
    {
        foreach (byte label in images.Labels)
            CheckLabel(definition, label);
    }

    private static void CheckLabel(NetworkDefinition definition, byte label)
    {
        if (label >= definition.Outputs)
            throw new ArgumentException(
                $"An image is labelled {label}, but the network has only {definition.Outputs} outputs, for labels from 0 to {definition.Outputs - 1}. Use a network with more outputs or data with fewer classes.");
    }
}
