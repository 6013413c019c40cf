namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>A part of every map of a bundle.</summary>
/// <param name="Top">Its first row.</param>
/// <param name="Bottom">The row after its last one.</param>
/// <param name="Left">Its first column.</param>
/// <param name="Right">The column after its last one.</param>
internal readonly record struct MapRegion(int Top, int Bottom, int Left, int Right);
