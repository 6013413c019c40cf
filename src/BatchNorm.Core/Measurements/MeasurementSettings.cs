namespace BatchNorm.Measurements;

/// <summary>What counts as success, as good, and as certain.</summary>
public sealed record MeasurementSettings
{
    /// <summary>The test accuracy from which a run is a success, 0 to 1.</summary>
    public double Threshold { get; init; } = 0.9;

    /// <summary>The validation accuracy that steps are counted to, 0 to 1.</summary>
    public double Accuracy { get; init; } = 0.9;

    /// <summary>The probability with which an interval holds what it estimates, between 0 and 1.</summary>
    public double ConfidenceLevel { get; init; } = 0.95;
}
