namespace BatchNorm.Plotting.Sweeps;

/// <summary>What a cell of a heat map stands for.</summary>
/// <param name="Cell">The combination, or several as one.</param>
/// <param name="Row">Its value of the setting that goes down, from 0.</param>
/// <param name="Column">Its value of the setting that goes across, from 0.</param>
/// <param name="Outcomes">What each outcome is; null where there is no comparison.</param>
internal sealed record HeatTile(GridCell Cell, int Row, int Column, IReadOnlyList<Measured?> Outcomes);
