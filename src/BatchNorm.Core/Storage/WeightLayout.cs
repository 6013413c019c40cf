using BatchNorm.Settings;

namespace BatchNorm.Storage;

/// <summary>
/// What a file says of its weight matrices, for other programs to read. They stand as the formulas have them, and lie in the file as this
/// module computes with them. PyTorch's Linear keeps the transpose.
/// </summary>
internal static class WeightLayout
{
    private const string Product = "[inputs, outputs], y = x W; the transpose of PyTorch's Linear.weight";

    /// <summary>The layout in words.</summary>
    public static string Of(Architecture architecture) => architecture switch
    {
        Architecture.Convolutional =>
            $"{Product}; of a convolution, inputs are maps below x kernel height x kernel width: transposed and reshaped, PyTorch's Conv2d.weight",
        Architecture.Recurrent => $"{Product}; columns of the forget, input and output gates, then of the candidate",
        _ => Product,
    };
}
