namespace BatchNorm.Peers.Protocol;

/// <summary>A worker's first line: it has loaded the data and is ready.</summary>
/// <param name="Version">Of the software it measures.</param>
/// <param name="Threads">Threads it says it uses for one network.</param>
internal sealed record Greeting(string Version, int Threads);

/// <summary>What stands in place of a greeting or an answer when something went wrong.</summary>
/// <param name="Error">What.</param>
/// <param name="IsRefusal">Whether the peer has no such network, and nothing is wrong with that.</param>
internal sealed record Failure(string Error, bool IsRefusal);

/// <summary>How a network did.</summary>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
/// <param name="Loss">The mean softmax cross-entropy of the test images.</param>
/// <param name="PeakMemory">The most bytes of memory the worker process has occupied so far.</param>
internal sealed record TrainAnswer(double Accuracy, double Loss, long PeakMemory);

/// <summary>How often a second something was done.</summary>
internal sealed record RateAnswer(double PerSecond);
