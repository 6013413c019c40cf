namespace BatchNorm.Plotting;

/// <summary>Runs that are well by themselves cannot be drawn in the way that was asked for.</summary>
public sealed class PlotException : Exception
{
    /// <summary>Describes what does not go together and what to do.</summary>
    public PlotException(string message)
        : base(message)
    {
    }
}
