namespace BatchNorm.Peers.Reporting;

/// <summary>A figure that matters.</summary>
/// <param name="Measure">What was measured, and in what unit.</param>
/// <param name="Engine">Of which engine.</param>
/// <param name="Figure">What came out.</param>
/// <param name="Target">What was asked for, if anything.</param>
internal sealed record Finding(string Measure, string Engine, Figure Figure, Target? Target)
{
    /// <summary>Findings as a table.</summary>
    public static Table ToTable(IEnumerable<Finding> findings)
    {
        var table = new Table("measure", "engine", "measured", "asked", "");
        foreach (Finding finding in findings)
        {
            table.Add(
                finding.Measure, finding.Engine, finding.Figure.ToString(), finding.Target?.ToString() ?? "",
                finding.Target is not { } target ? "" : target.IsMet(finding.Figure.Median) ? "met" : "**missed**");
        }

        return table;
    }
}
