namespace BatchNorm.Testing;

/// <summary>How a network did on a set of images.</summary>
/// <param name="Accuracy">The share of images predicted right, 0 to 1.</param>
/// <param name="Loss">The mean softmax cross-entropy, in nats; NaN or infinite only in a network that has diverged.</param>
/// <param name="Predictions">The predicted class of every image.</param>
/// <param name="HasDiverged">Whether any logit was NaN or infinite.</param>
public sealed record Evaluation(double Accuracy, double Loss, IReadOnlyList<int> Predictions, bool HasDiverged);
