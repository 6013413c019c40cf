namespace BatchNorm.Plotting;

/// <summary>How values lie along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally far apart.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart; there is no 0.</summary>
    Log,
}
