namespace BatchNorm.Plotting;

/// <summary>What curves show of a training, on the validation images.</summary>
public enum CurveMetric
{
    /// <summary>The share of images predicted right, 0 to 1.</summary>
    Accuracy,

    /// <summary>The share of images predicted wrong, 0 to 1: 1 - accuracy.</summary>
    Error,

    /// <summary>The mean softmax cross-entropy, in nats; from 0, without an upper bound.</summary>
    Loss,
}
