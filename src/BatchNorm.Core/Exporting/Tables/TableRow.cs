using BatchNorm.Training;

namespace BatchNorm.Exporting.Tables;

/// <summary>A row: a run, and one of its samples where the table has a row a sample.</summary>
internal readonly record struct TableRow(ExportedRun Source, AccuracySample? Sample = null);
