using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The maps of a batch that a convolution reads.</summary>
/// <param name="values">images x values.</param>
/// <param name="layout">How they lie.</param>
/// <param name="lit">Where each bundle is lit, or null where nothing is known of that.</param>
internal readonly struct MapBatch<V>(NativeMatrix values, MapLayout layout, MapRegion[]? lit)
    where V : struct, IFloatVector<V>
{
    /// <summary>images x values.</summary>
    public NativeMatrix Values { get; } = values;

    /// <summary>The bundle that begins with an image.</summary>
    public Bundle Bundle(int firstImage)
    {
        var bundle = new Bundle(Values, layout, firstImage);
        return lit is null ? bundle : bundle with { Lit = lit[firstImage / V.Count] };
    }
}
