namespace BatchNorm.Data;

/// <summary>What the digests of a file, or of all files of a dataset, say of it.</summary>
internal enum Genuineness
{
    /// <summary>It is the published one, to the last byte.</summary>
    Proven,

    /// <summary>Nothing speaks against it, but no digest is known that could prove it.</summary>
    Open,

    /// <summary>It is another one.</summary>
    Other,
}
