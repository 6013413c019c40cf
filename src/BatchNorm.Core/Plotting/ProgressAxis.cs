namespace BatchNorm.Plotting;

/// <summary>What curves are drawn over: how the progress of a training is counted.</summary>
public enum ProgressAxis
{
    /// <summary>Training steps, from 0: one a batch.</summary>
    Step,

    /// <summary>Time since the training began, the samples' included; in seconds, minutes or hours, as suits the longest run.</summary>
    Time,

    /// <summary>Passes over the training set: images seen over images there are.</summary>
    Epoch,
}
