using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A bar of the importance of settings.</summary>
/// <param name="Share">The share of the variance, 0 to 1.</param>
/// <param name="Text">What stands beside it.</param>
/// <param name="Color">Its colour: the outcome's.</param>
internal sealed record ImportanceBar(double Share, string Text, SKColor Color);
