namespace BatchNorm.Networks;

/// <summary>
/// The numbers of one layer at one moment. A layer computes xW + bias; normalized right there it computes
/// gamma (xW - mean) / sqrt(variance + epsilon) + beta and has no bias, because beta does the bias' work.
/// </summary>
/// <param name="Weight">W, inputs x units.</param>
/// <param name="Bias">One a unit, or null in a layer that has none.</param>
/// <param name="Normalization">What batch normalization learns and estimates, or null in a layer without it.</param>
public sealed record LayerParameters(Matrix Weight, IReadOnlyList<float>? Bias, NormalizationParameters? Normalization);
