using BatchNorm.Training;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>Reads what was traced of a run from what is left of it after a file, a job or a remote session.</summary>
internal static class TraceData
{
    public static LayerSample ReadLayerSample(PropertyReader reader) => new()
    {
        Step = reader.WholeNumber(nameof(LayerSample.Step)),
        Layer = reader.WholeNumber(nameof(LayerSample.Layer)),
        GradientNorm = reader.OptionalNumber(nameof(LayerSample.GradientNorm)),
        DeadUnits = reader.OptionalNumber(nameof(LayerSample.DeadUnits)),
        FlatSlopes = reader.OptionalNumber(nameof(LayerSample.FlatSlopes)),
        GammaLeast = reader.OptionalNumber(nameof(LayerSample.GammaLeast)),
        GammaMean = reader.OptionalNumber(nameof(LayerSample.GammaMean)),
        GammaGreatest = reader.OptionalNumber(nameof(LayerSample.GammaGreatest)),
        MeanDistance = reader.OptionalNumber(nameof(LayerSample.MeanDistance)),
        VarianceDistance = reader.OptionalNumber(nameof(LayerSample.VarianceDistance)),
    };

    public static LandscapeSample ReadLandscapeSample(PropertyReader reader) => new()
    {
        Step = reader.WholeNumber(nameof(LandscapeSample.Step)),
        Loss = reader.Number(nameof(LandscapeSample.Loss)),
        LeastLoss = reader.Number(nameof(LandscapeSample.LeastLoss)),
        GreatestLoss = reader.Number(nameof(LandscapeSample.GreatestLoss)),
        LeastGradientChange = reader.Number(nameof(LandscapeSample.LeastGradientChange)),
        GreatestGradientChange = reader.Number(nameof(LandscapeSample.GreatestGradientChange)),
        Smoothness = reader.Number(nameof(LandscapeSample.Smoothness)),
    };
}
