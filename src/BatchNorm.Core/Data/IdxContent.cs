namespace BatchNorm.Data;

/// <summary>What an IDX file holds. The value is the number of its dimensions, the last byte of its magic number.</summary>
public enum IdxContent
{
    /// <summary>One byte an item: magic number 0x00000801.</summary>
    Labels = 1,

    /// <summary>A byte or a float32 number a pixel, items x rows x columns: magic number 0x00000803 or 0x00000d03.</summary>
    Images = 3,
}
