using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>A setting as TensorBoard's HParams dashboard has it: a number, a text, or yes and no.</summary>
/// <param name="Name">What it is known by.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Type">The type of its values: int, double and bool as they are, all others as texts.</param>
/// <param name="Of">Its value in a run; null where the run has none.</param>
internal sealed record Hyperparameter(string Name, string Label, Type Type, Func<TrainingRun, object?> Of)
{
    /// <summary>Whether the network is normalized, and all settings but the name, by which the run itself goes.</summary>
    public static IReadOnlyList<Hyperparameter> All { get; } =
    [
        new(nameof(TrainingRun.UseBatchNorm), "Batch normalization", typeof(bool), run => run.UseBatchNorm),
        .. SettingTable.All.Where(setting => setting.Part != SettingPart.Name).Select(
            setting => IsPlain(setting.ValueType)
                ? new Hyperparameter(setting.Name, setting.Label, setting.ValueType, setting.Value)
                : new Hyperparameter(setting.Name, setting.Label, typeof(string), run => setting.Has(run) ? setting.Text(run) : null)),
    ];

    private static bool IsPlain(Type type) => type == typeof(int) || type == typeof(double) || type == typeof(bool);
}
