using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A cell of a heat map, ready to be drawn.</summary>
/// <param name="State">What there is to be seen of it.</param>
/// <param name="Fill">The colour of its number; null where it has none.</param>
/// <param name="Lines">What is written in it, the number or a word in its place first.</param>
internal sealed record HeatCell(HeatState State, SKColor? Fill, IReadOnlyList<string> Lines)
{
    /// <summary>A combination that nobody asked for.</summary>
    public static HeatCell None { get; } = new(HeatState.None, null, ["none"]);

    /// <summary>The colour of what has no number, though nothing went wrong.</summary>
    public static SKColor NoNumber { get; } = new(0xE0, 0xE0, 0xE0);

    /// <summary>Whether its number tells nothing, or it has none because something went wrong.</summary>
    public bool IsHatched => State is HeatState.Failed or HeatState.Conflict or HeatState.Diverged;

    /// <summary>Whether something went wrong in a part of it, or is missing.</summary>
    public bool IsOutlined => State == HeatState.DoneInPart;

    /// <summary>The cell of some comparisons.</summary>
    public static HeatCell Of(GridCell cell, Measured? measured, ColorScale scale)
    {
        if (cell.Conflict is not null)
            return new HeatCell(HeatState.Conflict, null, ["conflict"]);
        if (measured is null)
        {
            return cell.Failed > 0 ? new HeatCell(HeatState.Failed, null, ["failed"])
                : cell.Waiting > 0 ? new HeatCell(HeatState.Waiting, null, ["not done"])
                : None;
        }

        if (measured.AllDiverged)
            return new HeatCell(HeatState.Diverged, null, ["diverged", measured.Text]);

        string remark = measured.Diverged > 0 ? $"{measured.Diverged} of {measured.Count} div."
            : cell.Failed > 0 ? $"{cell.Failed} failed"
            : cell.Waiting > 0 ? $"{cell.Waiting} to come"
            : "";
        string[] lines = [.. new[] { measured.Text, measured.Spread, remark }.Where(line => line.Length > 0)];
        return new HeatCell(remark.Length > 0 ? HeatState.DoneInPart : HeatState.Done, measured.Value is { } value ? scale.At(value) : NoNumber, lines);
    }
}
