using BatchNorm.Training;

namespace BatchNorm.Exporting.Tables;

/// <summary>A row: a run, and one of its samples, or one of its traced numbers, where the table has a row for each.</summary>
internal readonly record struct TableRow(ExportedRun Source, AccuracySample? Sample = null, TracedNumber? Traced = null);
