namespace BatchNorm.Peers.Reporting;

/// <summary>What a figure is asked to be.</summary>
internal sealed record Target(double Bound, bool IsLeast)
{
    public static Target AtLeast(double bound) => new(bound, true);

    public static Target AtMost(double bound) => new(bound, false);

    public bool IsMet(double value) => IsLeast ? value >= Bound : value <= Bound;

    public override string ToString() => $"{(IsLeast ? "at least" : "at most")} {Figure.Format(Bound)}";
}
