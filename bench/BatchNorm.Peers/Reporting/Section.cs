namespace BatchNorm.Peers.Reporting;

/// <summary>A part of the report: what was measured, in words, and the tables.</summary>
internal sealed record Section(string Title, string Words, params Table[] Tables)
{
    public override string ToString() => $"### {Title}\n\n{Words}\n\n{string.Join('\n', (object[])Tables)}";
}
