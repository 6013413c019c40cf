using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>How large a convolution is, and how its maps lie.</summary>
/// <param name="KernelSize">Rows and columns of a kernel, odd.</param>
/// <param name="Below">What it reads, with room for the kernel beside every row.</param>
/// <param name="Product">The product, as large as what is below.</param>
/// <param name="Pooled">What it gives: half as many rows and columns, as the layer above wants it.</param>
internal sealed record ConvolutionShape(int KernelSize, MapLayout Below, MapLayout Product, MapLayout Pooled)
{
    /// <summary>What it reads where that is not images.</summary>
    public MapBatch<V> Inputs<V>(NativeMatrix x)
        where V : struct, IFloatVector<V> => new(x, Below, lit: null);

    /// <summary>A bundle of the product, or of its gradient.</summary>
    public Bundle Products(NativeMatrix z, int firstImage) => new(z, Product, firstImage);

    /// <summary>A bundle of what it gives, or of its gradient.</summary>
    public Bundle Outputs(NativeMatrix y, int firstImage) => new(y, Pooled, firstImage);

    /// <summary>The shape of one of a network's convolutions, from 0.</summary>
    /// <exception cref="ArgumentException">Its maps are more than memory can hold.</exception>
    public static ConvolutionShape Of(ConvolutionalDefinition definition, int index)
    {
        int rows = definition.Images.Rows, columns = definition.Images.Columns;
        for (int i = 0; i < index; i++)
        {
            rows /= ConvolutionalDefinition.PoolingSize;
            columns /= ConvolutionalDefinition.PoolingSize;
        }

        // The gradient to the product is read as an input is, but nobody asks for the gradient to the images.
        int border = definition.KernelSize / 2;
        int maps = definition.FeatureMaps[index];
        bool isFirst = index == 0, isLast = index == definition.FeatureMaps.Count - 1;
        return new ConvolutionShape(
            definition.KernelSize,
            Layout(isFirst ? 1 : definition.FeatureMaps[index - 1], rows, columns, border),
            Layout(maps, rows, columns, isFirst ? 0 : border),
            Layout(maps, rows / ConvolutionalDefinition.PoolingSize, columns / ConvolutionalDefinition.PoolingSize, isLast ? 0 : border));
    }

    /// <summary>Refuses what an array could not hold: a definition counts the values after pooling alone, and without borders.</summary>
    private static MapLayout Layout(int maps, int rows, int columns, int border) =>
        border + ((long)maps * rows * (columns + border)) <= Array.MaxLength
            ? new MapLayout(maps, rows, columns, border)
            : throw new ArgumentException($"{maps} feature maps of {rows} x {columns} values are more than fit into memory. Use fewer feature maps.");
}
