using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>What a row of a trace plot shows of a run at a step: a value, perhaps within a band, perhaps with a second, faint one.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The line.</param>
/// <param name="Low">The lower edge of the band, or null.</param>
/// <param name="High">The upper edge of the band, or null.</param>
/// <param name="Faint">The faint line, or null.</param>
internal readonly record struct TracePoint(int Step, double Value, double? Low = null, double? High = null, double? Faint = null);

/// <summary>A row of panels in a trace plot, and what it shows of a run.</summary>
/// <param name="Name">What its panels' titles call it, of a run.</param>
/// <param name="Points">What it shows of a run, in the order of the steps; nothing where the run has nothing of it.</param>
internal sealed record TraceRow(Func<TrainingRun, string> Name, Func<TrainingRun, IReadOnlyList<TracePoint>> Points);
