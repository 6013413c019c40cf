using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Convolutional;

/// <summary>
/// A convolution with its activation, batch normalization and pooling. Like any layer it takes and gives batch x values, here map by
/// map, row by row: <see cref="ConvolutionalDefinition"/> has the axes.
/// </summary>
internal sealed class ConvolutionLayer : TorchLayer
{
    private readonly long _rows;
    private readonly long _columns;
    private readonly long _kernelSize;
    private readonly long _mapsBelow;

    /// <param name="settings">How it is normalized, if it is.</param>
    /// <param name="activation">Its non-linearity.</param>
    /// <param name="parameters">What it starts from: the weights are [maps below x kernel height x kernel width, maps].</param>
    /// <param name="rows">Rows of the maps below.</param>
    /// <param name="columns">Columns of the maps below.</param>
    /// <param name="kernelSize">Rows and columns of the kernels; odd.</param>
    public ConvolutionLayer(
        BatchNormSettings? settings, Func<Tensor, Tensor> activation, LayerParameters parameters, int rows, int columns, int kernelSize)
        : base(settings, activation, parameters)
    {
        _rows = rows;
        _columns = columns;
        _kernelSize = kernelSize;
        _mapsBelow = parameters.Weight.Rows / (kernelSize * kernelSize);
    }

    /// <summary>What any layer computes, for every position, and the average of every 2 x 2 positions of it.</summary>
    /// <param name="x">Batch x (maps below x rows x columns).</param>
    /// <param name="normalization">Without effect in a layer that has none.</param>
    /// <param name="activationInput">Batch x maps x rows x columns: what the activation receives.</param>
    /// <returns>Batch x (maps x rows / 2 x columns / 2).</returns>
    public override Tensor Forward(Tensor x, NormalizationMode normalization, out Tensor activationInput)
    {
        Tensor maps = base.Forward(x.view(-1, _mapsBelow, _rows, _columns), normalization, out activationInput);
        return nn.functional.avg_pool2d(maps, ConvolutionalDefinition.PoolingSize).flatten(1);
    }

    /// <summary>The convolution, the borders filled with zeros: batch x maps x rows x columns.</summary>
    /// <remarks>
    /// Where the gradient to its input is asked for it is written out as a product of W and all patches, because libtorch's conv2d takes that
    /// gradient, for some shapes on some processors, from memory that it never wrote. Where it is not (of images, which learn nothing, and in
    /// inference) conv2d is right, quicker, and does not need the 25 times as large patches of 1,000 images.
    /// </remarks>
    protected override Tensor Product(Tensor x)
    {
        if (x.requires_grad)
            return ProductOfPatches(x);

        Tensor kernels = Weight.t().reshape(-1, _mapsBelow, _kernelSize, _kernelSize);
        return nn.functional.conv2d(x, kernels, Bias, padding: [_kernelSize / 2, _kernelSize / 2]);
    }

    private Tensor ProductOfPatches(Tensor x)
    {
        long images = x.shape[0], border = _kernelSize / 2;
        Tensor patches = nn.functional.unfold(x, (_kernelSize, _kernelSize), padding: (border, border)); // batch x values x positions
        Tensor product = Weight.t().expand(images, -1, -1).bmm(patches);
        return (Bias is null ? product : product + Bias.unsqueeze(1)).view(images, -1, _rows, _columns);
    }
}
