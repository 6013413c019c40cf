using System.Globalization;

namespace BatchNorm.Training;

/// <summary>How a network did on the validation images at one step of its training, with the population statistics.</summary>
public sealed record AccuracySample
{
    /// <summary>The step after whose update the sample was taken, from 0.</summary>
    public int Step { get; init; }

    /// <summary>The share of validation images predicted right, 0 to 1.</summary>
    public double Accuracy { get; init; }

    /// <summary>The mean softmax cross-entropy on the validation images, in nats; NaN or infinite only in a network that has diverged.</summary>
    public double Loss { get; init; }

    /// <summary>The share of training images predicted right, as <see cref="TrainingImages"/> takes them, 0 to 1; null where that was not asked for.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>Time since training began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The step and the accuracy.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step}: {Accuracy:0.0000}");
}
