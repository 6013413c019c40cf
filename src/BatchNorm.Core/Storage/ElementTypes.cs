namespace BatchNorm.Storage;

/// <summary>What is to be known of the types of numbers in a file.</summary>
internal static class ElementTypes
{
    private static readonly string[] Names = Enum.GetNames<ElementType>();

    /// <summary>All of them, in the order of the enumeration's values.</summary>
    public static ReadOnlySpan<string> All => Names;

    /// <summary>The bytes of one number.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.F64 or ElementType.I64 or ElementType.U64 => 8,
        ElementType.F32 or ElementType.I32 or ElementType.U32 => 4,
        ElementType.F16 or ElementType.BF16 or ElementType.I16 or ElementType.U16 => 2,
        _ => 1,
    };

    /// <summary>Whether float32 holds every value of the type.</summary>
    public static bool FitsFloat32(this ElementType type) => type is ElementType.F32 or ElementType.F16 or ElementType.BF16;
}
