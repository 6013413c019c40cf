using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The maps of as many images as a vector has lanes: see <see cref="MapLayout"/>.</summary>
internal readonly unsafe struct Bundle
{
    /// <summary>Of values anywhere.</summary>
    /// <param name="values">The vectors.</param>
    /// <param name="layout">How they lie.</param>
    /// <param name="firstImage">The image in the first lane.</param>
    public Bundle(float* values, MapLayout layout, int firstImage)
    {
        Values = values;
        Layout = layout;
        FirstImage = firstImage;
        Lit = new MapRegion(0, layout.Rows, 0, layout.Columns);
    }

    /// <summary>Of a batch.</summary>
    /// <param name="batch">images x values.</param>
    /// <param name="layout">How they lie.</param>
    /// <param name="firstImage">The image in the first lane.</param>
    public Bundle(NativeMatrix batch, MapLayout layout, int firstImage)
        : this(batch.Row(firstImage), layout, firstImage)
    {
    }

    /// <summary>The vectors.</summary>
    public float* Values { get; }

    /// <summary>How they lie.</summary>
    public MapLayout Layout { get; }

    /// <summary>The image in the first lane.</summary>
    public int FirstImage { get; }

    /// <summary>Where there can be anything but zeros. Four of five pixels of a digit are black, most of them in a frame around it.</summary>
    /// <remarks>
    /// What is left out is 0 times a weight: nothing, unless the network has diverged and the weight is infinite or NaN. Wider bundles, of more
    /// images, leave out less, so that such a network's numbers differ with the width of vectors in where they are NaN.
    /// </remarks>
    public MapRegion Lit { get; init; }
}
