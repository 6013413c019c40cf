namespace BatchNorm.Experiments;

/// <summary>What experiments of the lesson have in common; each belongs to several groups.</summary>
public enum LessonGroup
{
    /// <summary>In [4] to In [21]: two networks side by side.</summary>
    Comparisons,

    /// <summary>In [23] and In [24]: what a network with batch normalization answers to images given one at a time.</summary>
    SinglePredictions,

    /// <summary>Initial weights with a standard deviation of 0.05.</summary>
    GoodWeights,

    /// <summary>Initial weights with a standard deviation of 5.</summary>
    BadWeights,

    /// <summary>Hidden layers of rectified linear units.</summary>
    ReLU,

    /// <summary>Hidden layers of sigmoids.</summary>
    Sigmoid,

#pragma warning disable CA1720 // the names are of durations, not of the number types of some languages
    /// <summary>2,000 batches.</summary>
    Short,

    /// <summary>50,000 batches.</summary>
    Long,
#pragma warning restore CA1720

    /// <summary>
    /// Bad weights, ReLU and a learning rate of 1 or 2: what the same settings lead to changes from seed to seed, and the lesson shows
    /// both ends of it.
    /// </summary>
    Lottery,

    /// <summary>The seven benefits that the lesson names, each with an experiment of its own; none of them is a cell of the lesson.</summary>
    Claims,
}
