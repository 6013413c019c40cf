namespace BatchNorm.Data;

/// <summary>How a pixel is kept. The value is the type's number in IDX files, the third byte of their magic number.</summary>
public enum PixelType
{
#pragma warning disable CA1720 // the names are those of the number types
    /// <summary>A byte, 0 for black to 255 for white; networks see it divided by 255.</summary>
    UInt8 = 0x08,

    /// <summary>A number from 0 to 1, which networks see as it is.</summary>
    Float32 = 0x0D,
#pragma warning restore CA1720
}
