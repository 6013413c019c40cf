using BatchNorm.Data;
using BatchNorm.Networks;

namespace BatchNorm.Engines;

/// <summary>A network and data that are not made for each other; the message says what each of them has.</summary>
public sealed class DataFitException : ArgumentException
{
    /// <summary>Describes what does not fit.</summary>
    /// <param name="network">What the message calls the network: "The network 'mine'".</param>
    /// <param name="definition">What the network is.</param>
    /// <param name="data">What the message calls the data.</param>
    /// <param name="images">How large the images of the data are.</param>
    /// <param name="classes">How many classes the data has.</param>
    public DataFitException(string network, NetworkDefinition definition, string data, ImageShape images, int classes)
        : base($"{network} is for images of {definition.Images} pixels in {definition.Outputs} classes, {data} has images of {images} pixels in {classes} classes.")
    {
        Images = images;
        Classes = classes;
    }

    /// <summary>How large the images of the data are.</summary>
    public ImageShape Images { get; }

    /// <summary>How many classes the data has.</summary>
    public int Classes { get; }
}
