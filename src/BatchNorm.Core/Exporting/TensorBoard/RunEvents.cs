using System.Globalization;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>The events of a training run: its settings, its samples with what was traced at them, its final numbers. Times count from the beginning of the training.</summary>
internal static class RunEvents
{
    /// <summary>The tag of the share of validation images predicted right.</summary>
    public const string ValidationAccuracy = "accuracy/validation";

    /// <summary>The tag of the share of training images predicted right, which is there where it was measured.</summary>
    public const string TrainingAccuracy = "accuracy/training";

    /// <summary>The tag of the mean softmax cross-entropy on the validation images.</summary>
    public const string ValidationLoss = "loss/validation";

    /// <summary>The tag of the share of test images predicted right, which stands at the last step only.</summary>
    public const string TestAccuracy = "accuracy/test";

    /// <summary>The tag of the share right of the test images that were given alone, which stands at the last step only, and only where there were any.</summary>
    public const string IndividualAccuracy = "accuracy/individual";

    /// <summary>The events, in the order of the steps.</summary>
    public static IEnumerable<ProtobufMessage> Of(TrainingRun run)
    {
        yield return EventMessages.Event(0, 0, [HyperparameterMessages.SessionStart(run)]);

        ILookup<int, TracedNumber> traced = TracedNumber.Of(run).ToLookup(number => number.Step);
        AccuracySample[] samples = [.. run.Samples.OrderBy(sample => sample.Step)];
        foreach (AccuracySample sample in samples)
            yield return EventMessages.Event(sample.Elapsed.TotalSeconds, sample.Step, Scalars(sample).Concat(traced[sample.Step].Select(Scalar)));

        double end = Math.Max(run.Duration.TotalSeconds, samples.Length == 0 ? 0 : samples[^1].Elapsed.TotalSeconds);
        int last = Math.Max(run.TrainingBatches - 1, samples.Length == 0 ? 0 : samples[^1].Step);
        bool isSampled = samples.Length > 0 && samples[^1].Step == last;
        yield return EventMessages.Event(end, last, Final(run, isSampled));
        yield return EventMessages.Event(end, last, [HyperparameterMessages.SessionEnd(run, end)]);
    }

    private static IEnumerable<ProtobufMessage> Scalars(AccuracySample sample)
    {
        yield return EventMessages.Scalar(ValidationAccuracy, sample.Accuracy);
        yield return EventMessages.Scalar(ValidationLoss, sample.Loss);
        if (sample.TrainingAccuracy is { } training)
            yield return EventMessages.Scalar(TrainingAccuracy, training);
    }

    /// <summary>Traces are taken at samples: "GradientNorm/layer1", of which TensorBoard makes a section a quantity with a chart a layer.</summary>
    private static ProtobufMessage Scalar(TracedNumber number) => EventMessages.Scalar(
        string.Create(CultureInfo.InvariantCulture, $"{number.Quantity}/{(number.Layer is { } layer ? $"layer{layer}" : "network")}"), number.Value);

    /// <summary>The curve of validation accuracy ends at the last step, as the one in a plot does.</summary>
    private static IEnumerable<ProtobufMessage> Final(TrainingRun run, bool isSampled)
    {
        if (!isSampled)
            yield return EventMessages.Scalar(ValidationAccuracy, run.ValidationAccuracy);
        if (!isSampled && run.TrainingAccuracy is { } training)
            yield return EventMessages.Scalar(TrainingAccuracy, training);
        yield return EventMessages.Scalar(TestAccuracy, run.TestAccuracy);
        if (run.IndividualAccuracy is { } individual)
            yield return EventMessages.Scalar(IndividualAccuracy, individual);
    }
}
