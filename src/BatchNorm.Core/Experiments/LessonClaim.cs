using BatchNorm.Collections;
using BatchNorm.Settings;

namespace BatchNorm.Experiments;

/// <summary>
/// One of the seven benefits that the lesson names, as an experiment: a grid of comparisons, whose properties are settings with all their values, as
/// Compare-BatchNorm takes them. What is to come out of it, and how that is measured, it says in words.
/// </summary>
public sealed record LessonClaim
{
    /// <summary>What the experiment is called: "Speed".</summary>
    public string Name => $"{Kind}";

    /// <summary>Which of the claims it is.</summary>
    internal LessonClaimKind Kind { get; init; }

    /// <summary>What the lesson says, in one sentence of this module's own.</summary>
    public required string Claim { get; init; }

    /// <summary>What is measured, in words.</summary>
    public required string Measure { get; init; }

    /// <summary>The setting whose values are the grid, by its name; empty where only the seeds vary.</summary>
    public string Varied { get; init; } = "";

    /// <summary>What it has in common with others: it is one of the claims.</summary>
    public ValueList<LessonGroup> Groups { get; } = [LessonGroup.Claims];

    /// <summary>The non-linearities of the hidden layers.</summary>
    public ValueList<Activation> Activation { get; init; } = [Settings.Activation.ReLU];

    /// <summary>The step sizes of gradient descent.</summary>
    public ValueList<double> LearningRate { get; init; } = [0.01];

    /// <summary>The standard deviations of the initial weights.</summary>
    public ValueList<double> WeightScale { get; init; } = [0.05];

    /// <summary>Units of each hidden layer, a text a network.</summary>
    public ValueList<string> HiddenLayer { get; init; } = ["100,100,100"];

    /// <summary>The seeds of the repeats.</summary>
    public ValueList<int> Seed { get; init; } = [.. Enumerable.Range(1, 10)];

    /// <summary>Steps trained.</summary>
    public required int TrainingBatches { get; init; }

    /// <summary>Steps between samples of the accuracy.</summary>
    public required int BatchesPerSample { get; init; }

    /// <summary>Whether the accuracy on training images is measured, too.</summary>
    public bool MeasureTraining { get; init; }

    /// <summary>How many comparisons it is.</summary>
    public int Count => Activation.Count * LearningRate.Count * WeightScale.Count * HiddenLayer.Count * Seed.Count;

    /// <summary>
    /// Whether a comparison is one of the grid, by its settings: how it is named, its seed, its engine and its data do not matter. A comparison may
    /// belong to several claims.
    /// </summary>
    public bool Has(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        string[] varied = [nameof(Activation), nameof(LearningRate), nameof(WeightScale), nameof(HiddenLayer), nameof(TrainingBatches), nameof(BatchesPerSample)];
        return Activation.Contains(experiment.Activation)
            && LearningRate.Contains(experiment.LearningRate)
            && WeightScale.Contains(experiment.WeightScale)
            && HiddenLayer.Contains(experiment.HiddenLayer)
            && TrainingBatches == experiment.TrainingBatches
            && BatchesPerSample == experiment.BatchesPerSample
            && SettingTable.All.Where(setting => setting.ChangesResult && setting.TellsApart && !varied.Contains(setting.Name))
                .All(setting => !setting.Has(experiment) || setting.IsUsual(experiment));
    }

    /// <summary>The name and what the lesson says.</summary>
    public override string ToString() => $"{Name}: {Claim}";
}
