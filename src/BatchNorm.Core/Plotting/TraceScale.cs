namespace BatchNorm.Plotting;

/// <summary>How heights go with values.</summary>
internal enum TraceScale
{
    /// <summary>Evenly, over what there is.</summary>
    Linear,

    /// <summary>Every tenfold is as far as the next.</summary>
    Decades,

    /// <summary>Evenly, from 0 to 1.</summary>
    Share,
}
