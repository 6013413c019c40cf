namespace BatchNorm.Plotting;

/// <summary>Works plots out as long as the test runs.</summary>
internal static class ComposedPlots
{
    /// <summary>What is drawn of a plot.</summary>
    public static Figure Compose(this TrainingPlot plot) => plot.Compose(TestContext.Current.CancellationToken);
}
