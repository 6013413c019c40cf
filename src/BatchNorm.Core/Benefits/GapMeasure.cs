using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Training;
using static System.FormattableString;

namespace BatchNorm.Benefits;

/// <summary>
/// How far the accuracy on validation images, which no training saw, stays behind that on training images where both sides have the same of the latter: the
/// highest that both networks of a pair reach. Between two samples accuracies are taken to go straight.
/// </summary>
internal sealed class GapMeasure : ClaimMeasure
{
    private const double Percent = 100;

    /// <inheritdoc/>
    public override Finding Find(ClaimGrid grid, MeasurementSettings settings)
    {
        IReadOnlyList<BatchNormComparison> pairs = grid.Points[0].Pairs;
        if (!pairs.All(pair => IsMeasured(pair.WithoutBatchNorm) && IsMeasured(pair.WithBatchNorm)))
            return Finding.Nothing("the runs have no training accuracy: train them with -MeasureTraining, and keep them with Export-Clixml or in a sweep");
        if (!pairs.All(pair => AreShares(pair.WithoutBatchNorm) && AreShares(pair.WithBatchNorm)))
            return Finding.Nothing("some of the samples' accuracies are not from 0 to 1, which no training leaves: what they were read from is damaged");

        (int Seed, double Level, double Without, double With)[] gaps = [.. pairs.Select(Gaps).Where(gap => gap.Level >= settings.Threshold)];
        if (gaps.Length == 0)
            return Finding.Nothing(Invariant($"no pair reaches a training accuracy of {settings.Threshold} on both sides"));

        Finding found = OfDifferences(
            [.. gaps.Select(gap => new LessonClaimPair { Seed = gap.Seed, Without = Percent * gap.Without, With = Percent * gap.With })], sign: -1, digits: 2, settings);
        double without = found.Pairs.Average(pair => pair.Without!.Value), with = found.Pairs.Average(pair => pair.With!.Value);
        return found with
        {
            Without = Invariant($"{without:F2} points"),
            With = Invariant($"{with:F2} points"),
            Sentence = Invariant($"At the same training accuracy, {Percent * gaps.Average(gap => gap.Level):F2} % in the mean of {gaps.Length} pairs, validation accuracy lies {without:F2} points below it without batch normalization ")
                + Invariant($"and {with:F2} with it: a gap {Math.Abs(found.Size!.Value.Low):F2} points {(found.Size.Value.Low >= 0 ? "smaller" : "larger")}, {InWords(found, settings)}.")
                + (gaps.Length == pairs.Count ? "" : Invariant($" {pairs.Count - gaps.Length} of {pairs.Count} pairs never reach a training accuracy of {settings.Threshold} on both sides.")),
        };
    }

    /// <summary>The training accuracy that both runs of a pair reach, and how far validation accuracy is behind when each first does.</summary>
    private static (int Seed, double Level, double Without, double With) Gaps(BatchNormComparison pair)
    {
        double level = Math.Min(Highest(pair.WithoutBatchNorm), Highest(pair.WithBatchNorm));
        return (pair.Seed, level, level - ValidationAt(pair.WithoutBatchNorm, level), level - ValidationAt(pair.WithBatchNorm, level));
    }

    private static bool IsMeasured(TrainingRun run) => run.Samples.Count > 0 && run.Samples.All(sample => sample.TrainingAccuracy is not null);

    private static bool AreShares(TrainingRun run) => run.Samples.All(sample => sample is { TrainingAccuracy: >= 0 and <= 1, Accuracy: >= 0 and <= 1 });

    private static double Highest(TrainingRun run) => run.Samples.Max(sample => sample.TrainingAccuracy!.Value);

    private static double ValidationAt(TrainingRun run, double level)
    {
        int index = run.Samples.Index().First(sample => sample.Item.TrainingAccuracy >= level).Index;
        AccuracySample after = run.Samples[index], before = run.Samples[Math.Max(index - 1, 0)];
        double rise = after.TrainingAccuracy!.Value - before.TrainingAccuracy!.Value;
        return rise <= 0
            ? after.Accuracy
            : before.Accuracy + ((level - before.TrainingAccuracy.Value) / rise * (after.Accuracy - before.Accuracy));
    }
}
