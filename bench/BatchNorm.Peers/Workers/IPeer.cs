using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Workers;

/// <summary>One of those that are measured, seen from inside its process.</summary>
internal interface IPeer
{
    /// <summary>What it is; loads its library.</summary>
    Greeting Greet();

    /// <summary>Makes one of an experiment's two networks, from the weights of its seed.</summary>
    /// <exception cref="NotSupportedException">It has no such network.</exception>
    ITrainee Create(Experiment experiment, bool useBatchNorm);

    /// <summary>Trains both networks in its fastest way, with their accuracy samples, and tests them.</summary>
    /// <returns>The test accuracies.</returns>
    (double Without, double With) TrainPair(Experiment experiment);
}
