using BatchNorm.Networks;

namespace BatchNorm.Storage.Onnx;

/// <summary>
/// Batch normalization in inference, where mean and variance are constants, is a factor and a shift a unit:
/// gamma (z - mean) / sqrt(variance + epsilon) + beta = factor z + shift.
/// </summary>
/// <param name="Factor">One a unit.</param>
/// <param name="Shift">One a unit.</param>
internal sealed record LinearNormalization(double[] Factor, double[] Shift)
{
    /// <summary>That of a layer.</summary>
    public static LinearNormalization Of(NormalizationParameters parameters, double epsilon) =>
        Of(parameters.Gamma, parameters.Beta, parameters.PopulationMean, parameters.PopulationVariance, epsilon);

    /// <summary>That of any quantity, computed in double precision.</summary>
    /// <param name="gamma">One a unit.</param>
    /// <param name="beta">One a unit, or null for 0.</param>
    /// <param name="mean">One a unit.</param>
    /// <param name="variance">One a unit, without epsilon.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static LinearNormalization Of(
        IReadOnlyList<float> gamma, IReadOnlyList<float>? beta, IReadOnlyList<float> mean, IReadOnlyList<float> variance, double epsilon)
    {
        double[] factor = [.. gamma.Select((value, unit) => value / Math.Sqrt(variance[unit] + epsilon))];
        return new LinearNormalization(factor, [.. factor.Select((value, unit) => (beta?[unit] ?? 0) - (value * mean[unit]))]);
    }
}
