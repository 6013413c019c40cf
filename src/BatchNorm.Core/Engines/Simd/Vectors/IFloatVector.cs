namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>
/// A register of float32 lanes. Kernels are written once against this and compiled by the JIT for each width, every member
/// becoming the one or two instructions it stands for.
/// </summary>
/// <remarks>
/// NaN goes through every member, <see cref="Max"/> and <see cref="Min"/> included as long as it comes as the second operand:
/// a diverged network has to show as NaN, not as some number.
/// </remarks>
internal unsafe interface IFloatVector<TSelf>
    where TSelf : struct, IFloatVector<TSelf>
{
    /// <summary>Lanes.</summary>
    static abstract int Count { get; }

    /// <summary>0 in every lane.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads <see cref="Count"/> consecutive values.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>One value in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>Writes <see cref="Count"/> consecutive values.</summary>
    void Store(float* destination);

    /// <summary>a b + c.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>sum += a b, the form of <see cref="MultiplyAdd"/> that keeps a running sum in its register.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>sum += a b, with b read from memory by the same instruction.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, float* b);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a - b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>-a.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a b, lane by lane.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b, lane by lane.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>The larger of a limit and x; x where x is NaN.</summary>
    static abstract TSelf Max(TSelf limit, TSelf x);

    /// <summary>The smaller of a limit and x; x where x is NaN.</summary>
    static abstract TSelf Min(TSelf limit, TSelf x);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract TSelf SquareRoot(TSelf x);

    /// <summary>The nearest integer, the even one of two.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>a where x > y, else b; b where x or y is NaN.</summary>
    static abstract TSelf IfGreater(TSelf x, TSelf y, TSelf a, TSelf b);

    /// <summary>
    /// x 2^n for integers n, by adding to the exponent; x and the result must be normal numbers, infinity or NaN.
    /// </summary>
    static abstract TSelf ScaleByPowerOfTwo(TSelf x, TSelf n);

    /// <summary>The largest lane; any number where a lane is NaN.</summary>
    static abstract float Largest(TSelf x);
}
