namespace BatchNorm.Plotting;

/// <summary>How heights go with values.</summary>
internal enum TraceScale
{
    /// <summary>Evenly, over what there is.</summary>
    Linear,

    /// <summary>Every tenfold is as far as the next; 0 stands below.</summary>
    Logarithmic,

    /// <summary>Evenly, from 0 to 1.</summary>
    Share,
}
