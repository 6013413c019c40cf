namespace BatchNorm.Training;

/// <summary>Is told what happens in a training, on the thread that trains: be brief.</summary>
public interface ITrainingObserver
{
    /// <summary>A step is done.</summary>
    /// <param name="completedBatches">Steps done so far.</param>
    void BatchTrained(int completedBatches);

    /// <summary>Validation accuracy was sampled.</summary>
    void SampleTaken(AccuracySample sample);
}
