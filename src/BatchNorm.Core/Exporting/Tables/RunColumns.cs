using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Exporting.Tables;

/// <summary>The columns of tables of runs: where a run comes from, all settings as the table of settings has them, hashes and final numbers, and what a sample says.</summary>
internal static class RunColumns
{
    private const double GoodAccuracy = 0.9;

    /// <summary>The columns of a table.</summary>
    public static IReadOnlyList<TableColumn> Of(TableRows rows) => rows == TableRows.Run ? [.. OfRuns] : [.. OfRuns, .. OfSamples];

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
        new TableColumn<int?>(nameof(AccuracySample.Step), (AccuracySample sample) => sample.Step, TableText.Of),
        new TableColumn<double?>(nameof(AccuracySample.Accuracy), (AccuracySample sample) => sample.Accuracy, TableText.Of),
        new TableColumn<double?>("AccuracyOnTraining", (AccuracySample sample) => sample.TrainingAccuracy, TableText.Of),
        new TableColumn<double?>(nameof(AccuracySample.Loss), (AccuracySample sample) => sample.Loss, TableText.Of),
        new TableColumn<double?>("ElapsedSeconds", (AccuracySample sample) => sample.Elapsed.TotalSeconds, TableText.Of),
    ];

    /// <summary>A setting in its own type; names of an enumeration, and widths, as texts.</summary>
    private static TableColumn OfSetting(Setting setting) =>
        setting.ValueType == typeof(int) ? TableColumn.Whole(setting.Name, source => (int?)setting.Value(source.Run))
        : setting.ValueType == typeof(double) ? TableColumn.Number(setting.Name, source => (double?)setting.Value(source.Run))
        : setting.ValueType == typeof(bool) ? TableColumn.Flag(setting.Name, source => (bool?)setting.Value(source.Run))
        : TableColumn.Text(setting.Name, source => setting.Has(source.Run) ? setting.Text(source.Run) : null);
}
