namespace BatchNorm.Training;

/// <summary>Is told what happens in a training, on the thread that trains: be brief.</summary>
public interface ITrainingObserver
{
    /// <summary>A step is done.</summary>
    /// <param name="completedBatches">Steps done so far.</param>
    void BatchTrained(int completedBatches);

    /// <summary>Validation accuracy was sampled.</summary>
    void SampleTaken(AccuracySample sample);

    /// <summary>The training does not begin anew, but goes on from its checkpoint.</summary>
    /// <param name="completedBatches">Steps done before.</param>
    /// <param name="latestSample">The last accuracy sample taken before, or null where there is none.</param>
    void WentOn(int completedBatches, AccuracySample? latestSample)
    {
    }

    /// <summary>The checkpoint could not be written. The training goes on without, and tries again later.</summary>
    void CheckpointFailed(Exception exception)
    {
    }
}
