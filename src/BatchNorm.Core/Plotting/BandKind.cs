namespace BatchNorm.Plotting;

/// <summary>What a plot shows of runs that differ in nothing but the seed. Bands end where values do: shares of images at 0 and 1, losses at 0.</summary>
public enum BandKind
{
    /// <summary>A line for each run.</summary>
    None,

    /// <summary>Their mean, and the standard deviation to either side of it: how far single runs lie apart.</summary>
    StandardDeviation,

    /// <summary>Their mean, and its standard error to either side: the standard deviation over the root of their number.</summary>
    StandardError,

    /// <summary>Their mean, and its 95 % interval after Student: how well so many runs tell the mean.</summary>
    ConfidenceInterval,

    /// <summary>Their mean, and everything from the least to the greatest.</summary>
    Range,
}
