namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>
/// A few adjacent vectors of one matrix row, held in registers. Longer strips are joined from shorter ones, so that a kernel
/// is written once for every length; the JIT keeps each vector of the joined strip in a register of its own.
/// </summary>
internal unsafe interface IStrip<TSelf, V>
    where TSelf : struct, IStrip<TSelf, V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Vectors in the strip.</summary>
    static abstract int Length { get; }

    /// <summary>Reads consecutive vectors.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Writes consecutive vectors.</summary>
    void Store(float* destination);

    /// <summary>strip += factor row.</summary>
    void AddProduct(V factor, float* row);

    /// <summary>strip += factor row, the row being in registers.</summary>
    void AddProduct(V factor, TSelf row);

    /// <summary>destination += factor strip.</summary>
    void AddScaledTo(float* destination, V factor);
}
