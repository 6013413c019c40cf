using BatchNorm.Data;
using BatchNorm.Networks;

namespace BatchNorm.Engines;

/// <summary>What every engine and every test checks before images go into a network: read as if they fitted, they give numbers that mean nothing.</summary>
internal static class NetworkFit
{
    /// <summary>Checks that a network is made for images as large as those of a dataset, and for as many classes or more.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="DataFitException">It is not.</exception>
    public static void CheckData(NetworkDefinition definition, string name, Dataset data)
    {
        if (definition.Images != data.Images || definition.Outputs < data.Classes)
            throw new DataFitException($"The network '{name}'", definition, $"the data '{data.Name}'", data.Images, data.Classes);
    }

    /// <summary>Checks that images are as large as a network's input.</summary>
    /// <exception cref="ArgumentException">They are of another size.</exception>
    public static void CheckImages(NetworkDefinition definition, ImageSet images)
    {
        if (images.Shape != definition.Images)
            throw new ArgumentException(
                $"The network takes images of {definition.Images} pixels, these have {images.Shape}.");
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
