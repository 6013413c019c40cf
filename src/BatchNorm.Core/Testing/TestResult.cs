using BatchNorm.Collections;

namespace BatchNorm.Testing;

/// <summary>What a test of a network found.</summary>
public sealed record TestResult
{
    /// <summary>The network's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The share of test images predicted right, 0 to 1.</summary>
    public double Accuracy { get; init; }

    /// <summary>The mean softmax cross-entropy, in nats.</summary>
    public double Loss { get; init; }

    /// <summary>Whether batch normalization used the statistics of the images given, not the population's.</summary>
    public bool UseBatchStatistics { get; init; }

    /// <summary>The classes predicted for the first test images, each given alone; empty where that was not asked for.</summary>
    public ValueList<int> Predictions { get; init; } = [];

    /// <summary>The share of <see cref="Predictions"/> that is right, or null where there are none.</summary>
    public double? IndividualAccuracy { get; init; }

    /// <summary>How often the class of the row was predicted as the class of the column, on the whole test set: classes x classes, 10 x 10 for digits.</summary>
    public ValueList<ValueList<int>> ConfusionMatrix { get; init; } = [];

    /// <summary>Whether a logit or a parameter was NaN or infinite, whatever the accuracy.</summary>
    public bool Diverged { get; init; }

    /// <summary>The data it was tested on.</summary>
    public string Dataset { get; init; } = "";
}
