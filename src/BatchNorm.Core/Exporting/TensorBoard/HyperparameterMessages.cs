using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>
/// What TensorBoard's HParams plugin reads, with the field numbers of its plugin_data.proto and api.proto: which settings and results there are, and of each run
/// the settings, and how it ended.
/// </summary>
internal static class HyperparameterMessages
{
    private const string Plugin = "hparams";
    private const int Text = 1, Flag = 2, Number = 3;
    private const int Success = 1, Failure = 2;
    private const int OnTraining = 1, OnValidation = 2;

    /// <summary>The settings of a run.</summary>
    public static ProtobufMessage SessionStart(TrainingRun run) => EventMessages.PluginData("_hparams_/session_start_info", Plugin, Version().Add(
        3, new ProtobufMessage().AddEach(Hyperparameter.All, (start, setting) => setting.Of(run) is { } value ? start.Add(1, Entry(setting.Name, value)) : start)));

    /// <summary>How a run ended: one that diverged has failed, so that the dashboard can leave it out.</summary>
    public static ProtobufMessage SessionEnd(TrainingRun run, double seconds) => EventMessages.PluginData("_hparams_/session_end_info", Plugin, Version().Add(
        4, new ProtobufMessage().Add(1, run.Diverged ? Failure : Success).Add(2, seconds)));

    /// <summary>The settings that runs have, and their results, as columns of the dashboard.</summary>
    public static ProtobufMessage Experiment(IReadOnlyCollection<TrainingRun> runs)
    {
        ProtobufMessage experiment = new ProtobufMessage()
            .AddEach(Hyperparameter.All, (message, setting) => Column(setting, runs) is { } column ? message.Add(4, column) : message)
            .Add(5, Result(RunEvents.TestAccuracy, "Test accuracy"))
            .Add(5, Result(RunEvents.ValidationAccuracy, "Validation accuracy").Add(5, OnValidation))
            .Add(5, Result(RunEvents.ValidationLoss, "Validation loss").Add(5, OnValidation));
        if (runs.Any(run => run.TrainingAccuracy is not null))
            experiment.Add(5, Result(RunEvents.TrainingAccuracy, "Training accuracy").Add(5, OnTraining));
        if (runs.Any(run => run.IndividualAccuracy is not null))
            experiment.Add(5, Result(RunEvents.IndividualAccuracy, "Test accuracy, one image at a time"));
        return EventMessages.PluginData("_hparams_/experiment", Plugin, Version().Add(2, experiment));
    }

    /// <summary>A setting and the values it has in some runs; null where none has it.</summary>
    private static ProtobufMessage? Column(Hyperparameter setting, IEnumerable<TrainingRun> runs)
    {
        object[] values = [.. runs.Select(setting.Of).OfType<object>().Distinct()];
        if (values.Length == 0)
            return null;

        ProtobufMessage column = new ProtobufMessage().Add(1, setting.Name).Add(2, setting.Label);
        column = setting.Type == typeof(bool) ? column.Add(4, Flag).Add(5, Discrete(values.Order()))
            : setting.Type == typeof(int) ? column.Add(4, Number).Add(6, Interval(values.Select(value => (double)(int)value)))
            : setting.Type == typeof(double) ? column.Add(4, Number).Add(6, Interval(values.Cast<double>()))
            : column.Add(4, Text).Add(5, Discrete(values.Cast<string>().Order(StringComparer.Ordinal)));
        return column.Add(7, values.Length > 1 ? 1 : 0);
    }

    private static ProtobufMessage Discrete(IEnumerable<object> values) =>
        new ProtobufMessage().AddEach(values, (list, value) => list.Add(1, EventMessages.Value(value)));

    private static ProtobufMessage Interval(IEnumerable<double> values) => new ProtobufMessage().Add(1, values.Min()).Add(2, values.Max());

    private static ProtobufMessage Result(string tag, string label) => new ProtobufMessage().Add(1, new ProtobufMessage().Add(2, tag)).Add(3, label);

    private static ProtobufMessage Entry(string name, object value) => new ProtobufMessage().Add(1, name).Add(2, EventMessages.Value(value));

    private static ProtobufMessage Version() => new ProtobufMessage().Add(1, 0);
}
