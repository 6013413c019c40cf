using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Statistics;
using BatchNorm.Training;
using static System.FormattableString;

namespace BatchNorm.Benefits;

/// <summary>
/// How much sooner batch normalization reaches a validation accuracy, in steps and in seconds: the median of the pairs' quotients. What is not reached
/// takes longer than the whole training, nobody knows how much. A time of 0, which no step takes, is one that is not known.
/// </summary>
internal sealed class SpeedMeasure : ClaimMeasure
{
    /// <inheritdoc/>
    public override Finding Find(ClaimGrid grid, MeasurementSettings settings)
    {
        IReadOnlyList<BatchNormComparison> pairs = grid.Points[0].Pairs;
        if (!pairs.All(pair => Outcome.Without(pair).HasRun && Outcome.With(pair).HasRun))
            return Finding.Nothing("without their samples comparisons do not know when an accuracy was reached: keep them with Export-Clixml, or in a sweep");

        Bracket[] stepsWithout = [.. pairs.Select(pair => Steps(pair.WithoutBatchNorm, settings.Accuracy))];
        Bracket[] stepsWith = [.. pairs.Select(pair => Steps(pair.WithBatchNorm, settings.Accuracy))];
        Bracket[] timesWithout = [.. pairs.Select(pair => Seconds(pair.WithoutBatchNorm, settings.Accuracy))];
        Bracket[] timesWith = [.. pairs.Select(pair => Seconds(pair.WithBatchNorm, settings.Accuracy))];
        Finding steps = OfRatios([.. stepsWithout.Zip(stepsWith, (without, with) => without.Over(with))], Pairs(grid.Seeds, stepsWithout, stepsWith), settings);
        Finding seconds = OfRatios([.. timesWithout.Zip(timesWith, (without, with) => without.Over(with))], [], settings);
        string without = Words(stepsWithout, "N0"), with = Words(stepsWith, "N0");
        bool isTimed = timesWithout.Concat(timesWith).All(time => time.Low > 0);
        return steps with
        {
            Without = $"{without} steps",
            With = $"{with} steps",
            AlsoInterval = seconds.Interval,
            Sentence = Invariant($"A validation accuracy of {settings.Accuracy} is reached after {without} steps without batch normalization and {with} with it (medians of {pairs.Count})")
                + (isTimed ? $", in {Words(timesWithout, "0.0")} and {Words(timesWith, "0.0")} seconds" : "")
                + $": {EffectText.Text(steps.Size!.Value, steps)} times as soon in steps, {InWords(steps, settings)}, and "
                + (isTimed ? $"{EffectText.Text(seconds.Size!.Value, seconds)} times in time, {InWords(seconds, settings)}." : "not all times are known."),
        };
    }

    // The first step of all has the number 0: it is one step all the same.
    private static Bracket Steps(TrainingRun run, double accuracy) => run.StepsTo(accuracy) is { } step
        ? Bracket.Of(Math.Max(step, 1))
        : Bracket.AtLeast(run.TrainingBatches);

    private static Bracket Seconds(TrainingRun run, double accuracy)
    {
        AccuracySample? reached = run.Samples.FirstOrDefault(sample => sample.Accuracy >= accuracy);
        double seconds = (reached?.Elapsed ?? run.Duration).TotalSeconds;
        return seconds > 0 && reached is not null ? Bracket.Of(seconds) : Bracket.AtLeast(Math.Max(seconds, 0));
    }

    private static string Words(IReadOnlyCollection<Bracket> values, string format)
    {
        Bracket median = MedianEstimate.Of(values).Median;
        string low = median.Low.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        return median.IsKnown ? low : $"over {low}";
    }
}
