namespace BatchNorm.Networks;

/// <summary>The numbers of one batch normalization at one moment, one of each a unit.</summary>
/// <param name="Gamma">The learned scale; 1 before training.</param>
/// <param name="Beta">The learned shift; 0 before training.</param>
/// <param name="PopulationMean">The running estimate of the mean; 0 before training.</param>
/// <param name="PopulationVariance">The running estimate of the biased variance; 1 before training.</param>
public sealed record NormalizationParameters(
    IReadOnlyList<float> Gamma,
    IReadOnlyList<float> Beta,
    IReadOnlyList<float> PopulationMean,
    IReadOnlyList<float> PopulationVariance);
