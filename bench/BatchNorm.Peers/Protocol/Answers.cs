namespace BatchNorm.Peers.Protocol;

/// <summary>A worker's first line: it has loaded the data and is ready.</summary>
/// <param name="Version">Of the software it measures.</param>
/// <param name="Threads">Threads it says it uses for one network.</param>
internal sealed record Greeting(string Version, int Threads);

/// <summary>What stands in place of a greeting or an answer when something went wrong.</summary>
internal sealed record Failure(string Error);

/// <summary>How one network of a comparison did.</summary>
/// <param name="BatchesPerSecond">Training with its accuracy samples, without the final tests.</param>
/// <param name="TestAccuracy">0 to 1.</param>
internal sealed record NetworkAnswer(double BatchesPerSecond, double TestAccuracy);

/// <summary>A comparison.</summary>
/// <param name="Without">The network without batch normalization.</param>
/// <param name="With">The network with it.</param>
/// <param name="Seconds">From drawing the weights to the last test.</param>
/// <param name="PeakMemory">The most bytes of memory the worker process has occupied so far.</param>
internal sealed record CompareAnswer(NetworkAnswer Without, NetworkAnswer With, double Seconds, long PeakMemory);

/// <summary>The time of a number of training steps.</summary>
internal sealed record StepsAnswer(double Seconds);

/// <summary>The time of each evaluation.</summary>
internal sealed record EvaluateAnswer(double[] Seconds);

/// <summary>A look at a long job on its way.</summary>
/// <param name="Done">Steps or comparisons done.</param>
/// <param name="Seconds">Since the job began.</param>
/// <param name="Memory">Bytes the process occupies, garbage not yet collected included.</param>
internal sealed record ProgressPoint(int Done, double Seconds, long Memory);

/// <summary>What was seen along a long job.</summary>
internal sealed record SeriesAnswer(ProgressPoint[] Points);

/// <summary>All of the lesson's experiments.</summary>
internal sealed record LessonAnswer(double Seconds, LessonOutcome[] Outcomes);

/// <summary>One of the lesson's experiments: test accuracies, 0 to 1.</summary>
internal sealed record LessonOutcome(string Name, string Settings, double Without, double With);
