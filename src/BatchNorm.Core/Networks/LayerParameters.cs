namespace BatchNorm.Networks;

/// <summary>
/// The numbers of one layer at one moment. A normalized layer computes gamma (xW - mean) / sqrt(variance + epsilon) + beta
/// and has no bias, because beta does the bias' work; any other layer computes xW + bias.
/// </summary>
/// <param name="Weight">W, inputs x units.</param>
/// <param name="Bias">One a unit, or null in a normalized layer.</param>
/// <param name="Normalization">What batch normalization learns and estimates, or null in a layer without it.</param>
public sealed record LayerParameters(Matrix Weight, IReadOnlyList<float>? Bias, NormalizationParameters? Normalization);
