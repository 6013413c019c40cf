namespace BatchNorm.Storage;

/// <summary>What the numbers of a tensor are, by the names that the safetensors format has for them.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision: what networks are made of here.</summary>
    F32,

    /// <summary>IEEE 754 half precision; float32 holds all its values.</summary>
    F16,

    /// <summary>The upper half of a float32; float32 holds all its values.</summary>
    BF16,

    /// <summary>IEEE 754 double precision, which float32 can only round.</summary>
    F64,

    /// <summary>Whole numbers of 64 bits, with a sign: PyTorch's counters.</summary>
    I64,

    /// <summary>Whole numbers of 32 bits, with a sign.</summary>
    I32,

    /// <summary>Whole numbers of 16 bits, with a sign.</summary>
    I16,

    /// <summary>Whole numbers of 8 bits, with a sign.</summary>
    I8,

    /// <summary>Whole numbers of 64 bits, from 0.</summary>
    U64,

    /// <summary>Whole numbers of 32 bits, from 0.</summary>
    U32,

    /// <summary>Whole numbers of 16 bits, from 0.</summary>
    U16,

    /// <summary>Whole numbers of 8 bits, from 0.</summary>
    U8,

    /// <summary>True or false, a byte each.</summary>
    BOOL,
}
