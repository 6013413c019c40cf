namespace BatchNorm.Training;

/// <summary>Walks along a gradient: see <see cref="LandscapeSample"/>.</summary>
internal static class Landscape
{
    private const int Distances = 8;
    private const double FirstStep = 0.5;

    /// <summary>Looks ahead from where a probe stands, whose gradients are those of there.</summary>
    /// <param name="probe">It stands elsewhere afterwards.</param>
    /// <param name="step">When.</param>
    /// <param name="learningRate">What the distances are multiples of.</param>
    /// <param name="cancellation">Checked at every distance.</param>
    public static LandscapeSample Look(GradientProbe probe, int step, double learningRate, CancellationToken cancellation)
    {
        double loss = probe.Loss();
        float[] origin = probe.Values(), gradient = probe.Gradient();
        double norm = Norm(gradient, new float[gradient.Length]);
        var losses = new double[Distances];
        var changes = new double[Distances];
        double smoothness = 0;
        for (int i = 0; i < Distances; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double rate = learningRate * FirstStep * (i + 1);
            probe.MoveTo(origin, gradient, (float)rate);
            losses[i] = Finite(probe.Loss());
            probe.Measure();
            changes[i] = Finite(Norm(gradient, probe.Gradient()));
            smoothness = Math.Max(smoothness, changes[i] / (rate * norm));
        }

        return double.IsFinite(loss) && double.IsFinite(norm)
            ? new LandscapeSample
            {
                Step = step,
                Loss = loss,
                LeastLoss = losses.Min(),
                GreatestLoss = losses.Max(),
                LeastGradientChange = changes.Min(),
                GreatestGradientChange = changes.Max(),
                Smoothness = smoothness,
            }
            : new LandscapeSample
            {
                Step = step,
                Loss = double.NaN,
                LeastLoss = double.NaN,
                GreatestLoss = double.NaN,
                LeastGradientChange = double.NaN,
                GreatestGradientChange = double.NaN,
                Smoothness = double.NaN,
            };
    }

    private static double Finite(double value) => double.IsNaN(value) ? double.PositiveInfinity : value;

    /// <summary>The L2 norm of a difference, in double precision.</summary>
    private static double Norm(float[] one, float[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++)
        {
            double difference = (double)one[i] - other[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
