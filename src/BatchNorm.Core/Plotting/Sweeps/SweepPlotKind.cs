namespace BatchNorm.Plotting.Sweeps;

/// <summary>How a sweep is drawn.</summary>
public enum SweepPlotKind
{
    /// <summary>A coloured cell for each combination of two settings, and a panel for each outcome and each combination of further ones.</summary>
    HeatMap,

    /// <summary>A line for each combination of settings, across an axis for each setting and each outcome.</summary>
    ParallelCoordinates,

    /// <summary>A bar for each setting: the share of the outcome's variance that it explains.</summary>
    Importance,
}
