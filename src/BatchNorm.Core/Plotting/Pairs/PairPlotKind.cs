namespace BatchNorm.Plotting.Pairs;

/// <summary>How pairs are drawn.</summary>
public enum PairPlotKind
{
    /// <summary>As estimation plots where the groups are few, else as a forest plot.</summary>
    Auto,

    /// <summary>A panel a group: every seed's line from one side to the other, and beside it the differences with their mean and its interval.</summary>
    Estimation,

    /// <summary>A row a group: the mean difference with its interval, n and p.</summary>
    Forest,
}
