using BatchNorm.Training;

namespace BatchNorm.Exporting;

/// <summary>One number of what was traced of a run, as other programs take it: which quantity, when, and where in the network.</summary>
/// <param name="Quantity">What it is, by the name of its property: "GradientNorm".</param>
/// <param name="Step">The step.</param>
/// <param name="Layer">The layer, from 1; null for what is of the network as a whole.</param>
/// <param name="Unit">The unit in the layer, from 0; null for what is of the whole layer.</param>
/// <param name="Value">The number; NaN and infinity are such as well.</param>
internal readonly record struct TracedNumber(string Quantity, int Step, int? Layer, int? Unit, double Value)
{
    private static readonly (string Name, Func<ActivationSample, double> Value)[] OfUnits =
    [
        ($"Activation{nameof(ActivationSample.Percentile15)}", sample => sample.Percentile15),
        ($"Activation{nameof(ActivationSample.Percentile50)}", sample => sample.Percentile50),
        ($"Activation{nameof(ActivationSample.Percentile85)}", sample => sample.Percentile85),
    ];

    private static readonly (string Name, Func<LayerSample, double?> Value)[] OfLayers =
    [
        (nameof(LayerSample.GradientNorm), sample => sample.GradientNorm),
        (nameof(LayerSample.DeadUnits), sample => sample.DeadUnits),
        (nameof(LayerSample.FlatSlopes), sample => sample.FlatSlopes),
        (nameof(LayerSample.GammaLeast), sample => sample.GammaLeast),
        (nameof(LayerSample.GammaMean), sample => sample.GammaMean),
        (nameof(LayerSample.GammaGreatest), sample => sample.GammaGreatest),
        (nameof(LayerSample.MeanDistance), sample => sample.MeanDistance),
        (nameof(LayerSample.VarianceDistance), sample => sample.VarianceDistance),
    ];

    private static readonly (string Name, Func<LandscapeSample, double> Value)[] OfLandscape =
    [
        ($"Landscape{nameof(LandscapeSample.Loss)}", sample => sample.Loss),
        ($"Landscape{nameof(LandscapeSample.LeastLoss)}", sample => sample.LeastLoss),
        ($"Landscape{nameof(LandscapeSample.GreatestLoss)}", sample => sample.GreatestLoss),
        ($"Landscape{nameof(LandscapeSample.LeastGradientChange)}", sample => sample.LeastGradientChange),
        ($"Landscape{nameof(LandscapeSample.GreatestGradientChange)}", sample => sample.GreatestGradientChange),
        ($"Landscape{nameof(LandscapeSample.Smoothness)}", sample => sample.Smoothness),
    ];

    /// <summary>All numbers that were traced of a run, quantity by quantity in the order of the samples; what a layer does not have is left out.</summary>
    public static IEnumerable<TracedNumber> Of(TrainingRun run) =>
    [
        .. from quantity in OfUnits from sample in run.ActivationSamples
           select new TracedNumber(quantity.Name, sample.Step, sample.Layer, sample.Unit, quantity.Value(sample)),
        .. from quantity in OfLayers from sample in run.LayerSamples where quantity.Value(sample) is not null
           select new TracedNumber(quantity.Name, sample.Step, sample.Layer, null, quantity.Value(sample)!.Value),
        .. from quantity in OfLandscape from sample in run.LandscapeSamples
           select new TracedNumber(quantity.Name, sample.Step, null, null, quantity.Value(sample)),
    ];
}
