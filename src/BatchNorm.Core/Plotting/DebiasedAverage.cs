namespace BatchNorm.Plotting;

/// <summary>TensorBoard's smoothing: an exponential moving average that is not drawn to 0 at its beginning.</summary>
/// <remarks>
/// From a = 0, with weight w, each value y makes a = w a + (1 - w) y; the n-th smoothed value is a / (1 - w^n), so that the first is
/// y itself. What is no finite number is passed through and not counted, and a series of one value throughout is left
/// untouched by rounding (TensorBoard, line_chart_v2/data_transformer.ts).
/// </remarks>
internal static class DebiasedAverage
{
    /// <summary>Smooths values, in their order.</summary>
    /// <param name="values">The values.</param>
    /// <param name="weight">The share of the past, from 0 (nothing is changed) to below 1.</param>
    public static double[] Of(IReadOnlyList<double> values, double weight)
    {
        if (weight == 0 || values.All(value => value == values[0]))
            return [.. values];

        var smoothed = new double[values.Count];
        double average = 0;
        int counted = 0;
        for (int i = 0; i < smoothed.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                smoothed[i] = values[i];
                continue;
            }

            average = weight * average + (1 - weight) * values[i];
            smoothed[i] = average / (1 - Math.Pow(weight, ++counted));
        }

        return smoothed;
    }
}
