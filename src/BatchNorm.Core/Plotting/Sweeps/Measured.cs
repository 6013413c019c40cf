namespace BatchNorm.Plotting.Sweeps;

/// <summary>What an outcome is over the comparisons of a cell.</summary>
/// <param name="Value">The number that stands for them, or null where there is none.</param>
/// <param name="Text">The number as it is written, or the word in its place.</param>
/// <param name="Spread">How far the comparisons lie apart, or how well they tell the number; empty where one alone cannot.</param>
/// <param name="Diverged">How many of them diverged.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Measured(double? Value, string Text, string Spread, int Diverged, int Count)
{
    /// <summary>Whether all diverged, so that the number tells nothing.</summary>
    public bool AllDiverged => Count > 0 && Diverged == Count;
}
