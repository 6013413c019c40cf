using BatchNorm.Statistics;

namespace BatchNorm.Measurements;

/// <summary>What the runs of one side of a group show, without or with batch normalization.</summary>
internal sealed record SideMeasurement
{
    /// <summary>The mean test accuracy and its spread.</summary>
    public required MeanEstimate Accuracy { get; init; }

    /// <summary>The interval of the mean test accuracy, as far as an accuracy can be, or null for one run.</summary>
    public required Interval? AccuracyInterval { get; init; }

    /// <summary>How many runs reached the threshold.</summary>
    public required ShareEstimate Success { get; init; }

    /// <summary>The interval of the share of runs that reached the threshold, or null for one run.</summary>
    public required Interval? SuccessInterval { get; init; }

    /// <summary>The median step of the accuracy asked for, or null where the median run did not reach it or it is not known.</summary>
    public required double? MedianSteps { get; init; }

    /// <summary>How many runs reached the accuracy asked for, or null where it is not known.</summary>
    public required int? ReachedCount { get; init; }

    /// <summary>How many runs diverged, or null where the runs are not there.</summary>
    public required int? DivergedCount { get; init; }

    public static SideMeasurement Of(IReadOnlyList<Outcome> outcomes, MeasurementSettings settings)
    {
        bool known = outcomes.All(outcome => outcome.KnowsStepsTo(settings.Accuracy));
        double?[] steps = [.. outcomes.Select(outcome => (double?)outcome.StepsTo(settings.Accuracy))];
        MeanEstimate accuracy = MeanEstimate.Of(outcomes.Select(outcome => outcome.TestAccuracy));
        var success = new ShareEstimate(outcomes.Count(outcome => outcome.IsSuccess(settings.Threshold)), outcomes.Count);
        return new SideMeasurement
        {
            Accuracy = accuracy,
            AccuracyInterval = accuracy.Interval(settings.ConfidenceLevel)?.Within(0, 1),
            Success = success,
            SuccessInterval = outcomes.Count > 1 ? success.Interval(settings.ConfidenceLevel) : null,
            MedianSteps = known ? Median.Of(steps) : null,
            ReachedCount = known ? steps.Count(step => step is not null) : null,
            DivergedCount = outcomes.All(outcome => outcome.HasRun) ? outcomes.Count(outcome => outcome.Run.Diverged) : null,
        };
    }
}
