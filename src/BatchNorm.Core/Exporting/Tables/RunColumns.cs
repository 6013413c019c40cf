using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Exporting.Tables;

/// <summary>The columns of tables of runs: where a run comes from, all settings as the table of settings has them, hashes and final numbers, and what a sample or a trace says.</summary>
internal static class RunColumns
{
    private const double GoodAccuracy = 0.9;

    /// <summary>The columns of a table.</summary>
    public static IReadOnlyList<TableColumn> Of(TableRows rows) => rows switch
    {
        TableRows.Run => [.. OfRuns],
        TableRows.Sample => [.. OfRuns, .. OfSamples],
        TableRows.Trace => [.. OfRuns, .. OfTraces],
        _ => throw new ArgumentOutOfRangeException(nameof(rows), rows, "There are no such rows."),
    };

    private static IEnumerable<TableColumn> OfRuns =>
    [
        TableColumn.Whole(nameof(ExportedRun.Comparison), source => source.Comparison),
        TableColumn.Text(nameof(ExportedRun.Experiment), source => source.Experiment),
        TableColumn.Flag(nameof(TrainingRun.UseBatchNorm), source => source.Run.UseBatchNorm),
        .. SettingTable.All.Select(OfSetting),
        TableColumn.Flag(nameof(ExportedRun.IsPaired), source => source.IsPaired),
        TableColumn.Whole(nameof(TrainingRun.FirstBatch), source => source.Run.FirstBatch),
        TableColumn.Whole(nameof(TrainingRun.TrainingImages), source => source.Run.TrainingImages),
        TableColumn.Whole(nameof(TrainingRun.VectorWidth), source => source.Run.VectorWidth),
        TableColumn.Text(nameof(TrainingRun.InitialWeightsHash), source => source.Run.InitialWeightsHash),
        TableColumn.Text(nameof(TrainingRun.BatchOrderHash), source => source.Run.BatchOrderHash),
        TableColumn.Text(nameof(TrainingRun.FinalParametersHash), source => source.Run.FinalParametersHash),
        TableColumn.Number(nameof(TrainingRun.TrainingAccuracy), source => source.Run.TrainingAccuracy),
        TableColumn.Number(nameof(TrainingRun.ValidationAccuracy), source => source.Run.ValidationAccuracy),
        TableColumn.Number("ValidationLoss", source => source.Run.Samples.LastOrDefault()?.Loss),
        TableColumn.Number(nameof(TrainingRun.TestAccuracy), source => source.Run.TestAccuracy),
        TableColumn.Number(nameof(TrainingRun.IndividualAccuracy), source => source.Run.IndividualAccuracy),
        TableColumn.Whole("StepsTo90", source => source.Run.StepsTo(GoodAccuracy)),
        TableColumn.Flag(nameof(TrainingRun.Diverged), source => source.Run.Diverged),
        TableColumn.Number(nameof(TrainingRun.BatchesPerSecond), source => source.Run.BatchesPerSecond),
        TableColumn.Number("DurationSeconds", source => source.Run.Duration.TotalSeconds),
    ];

    private static IEnumerable<TableColumn> OfSamples =>
    [
        new TableColumn<int?>(nameof(AccuracySample.Step), (TableRow row) => row.Sample!.Step, TableText.Of),
        new TableColumn<double?>(nameof(AccuracySample.Accuracy), (TableRow row) => row.Sample!.Accuracy, TableText.Of),
        new TableColumn<double?>("AccuracyOnTraining", (TableRow row) => row.Sample!.TrainingAccuracy, TableText.Of),
        new TableColumn<double?>(nameof(AccuracySample.Loss), (TableRow row) => row.Sample!.Loss, TableText.Of),
        new TableColumn<double?>("ElapsedSeconds", (TableRow row) => row.Sample!.Elapsed.TotalSeconds, TableText.Of),
    ];

    private static IEnumerable<TableColumn> OfTraces =>
    [
        new TableColumn<int?>(nameof(TracedNumber.Step), (TableRow row) => row.Traced!.Value.Step, TableText.Of),
        new TableColumn<int?>(nameof(TracedNumber.Layer), (TableRow row) => row.Traced!.Value.Layer, TableText.Of),
        new TableColumn<int?>(nameof(TracedNumber.Unit), (TableRow row) => row.Traced!.Value.Unit, TableText.Of),
        new TableColumn<string?>(nameof(TracedNumber.Quantity), (TableRow row) => row.Traced!.Value.Quantity, TableText.Of),
        new TableColumn<double?>(nameof(TracedNumber.Value), (TableRow row) => row.Traced!.Value.Value, TableText.Of),
    ];

    /// <summary>A setting in its own type; names of an enumeration, and widths, as texts.</summary>
    private static TableColumn OfSetting(Setting setting) =>
        setting.ValueType == typeof(int) ? TableColumn.Whole(setting.Name, source => (int?)setting.Value(source.Run))
        : setting.ValueType == typeof(double) ? TableColumn.Number(setting.Name, source => (double?)setting.Value(source.Run))
        : setting.ValueType == typeof(bool) ? TableColumn.Flag(setting.Name, source => (bool?)setting.Value(source.Run))
        : TableColumn.Text(setting.Name, source => setting.Has(source.Run) ? setting.Text(source.Run) : null);
}
