namespace BatchNorm.Plotting;

/// <summary>The panels of figures that show curves.</summary>
internal static class Curves
{
    public static CurvePanel[] CurvePanels(this Figure figure) => [.. figure.Rows.SelectMany(row => row).Cast<CurvePanel>()];
}
