using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A cell of a heat map, ready to be drawn.</summary>
/// <param name="Fill">The colour of its number; null where it has none.</param>
/// <param name="Lines">What is written in it, the number or a word in its place first.</param>
/// <param name="IsHatched">Whether its number tells nothing, or it has none because something went wrong.</param>
/// <param name="IsOutlined">Whether something went wrong in a part of it.</param>
internal sealed record HeatCell(SKColor? Fill, IReadOnlyList<string> Lines, bool IsHatched, bool IsOutlined)
{
    /// <summary>A combination that nobody asked for.</summary>
    public static HeatCell None { get; } = new(null, ["none"], false, false);

    /// <summary>The colour of what has no number, though nothing went wrong.</summary>
    public static SKColor NoNumber { get; } = new(0xE0, 0xE0, 0xE0);

    /// <summary>The cell of some comparisons.</summary>
    public static HeatCell Of(GridCell cell, Measured? measured, ColorScale scale)
    {
        if (cell.Conflict is not null)
            return new HeatCell(null, ["conflict"], true, false);
        if (measured is null)
            return cell.Failed > 0 ? new HeatCell(null, ["failed"], true, false) : cell.Waiting > 0 ? new HeatCell(null, ["not done"], false, false) : None;
        if (measured.AllDiverged)
            return new HeatCell(null, ["diverged", measured.Text], true, false);

        string remark = measured.Diverged > 0 ? $"{measured.Diverged} of {measured.Count} div."
            : cell.Failed > 0 ? $"{cell.Failed} failed"
            : cell.Waiting > 0 ? $"{cell.Waiting} to come"
            : "";
        string[] lines = [.. new[] { measured.Text, measured.Spread, remark }.Where(line => line.Length > 0)];
        return new HeatCell(measured.Value is { } value ? scale.At(value) : NoNumber, lines, false, remark.Length > 0);
    }
}
