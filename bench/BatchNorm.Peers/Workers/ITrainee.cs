namespace BatchNorm.Peers.Workers;

/// <summary>A network that is trained on the training images, in an order of its own.</summary>
internal interface ITrainee : IDisposable
{
    /// <summary>Takes the next batch.</summary>
    void Step();

    /// <summary>The share right of the first test images and their mean loss, with the population statistics.</summary>
    (double Accuracy, double Loss) Test(int images);
}
