using BatchNorm.Peers.Protocol;

namespace BatchNorm.Peers.Workers;

/// <summary>One of those that are measured, seen from inside its process.</summary>
internal interface IWorker
{
    /// <summary>What it is; loads its library.</summary>
    Greeting Greet();

    /// <summary>Does what is asked and returns the answer that belongs to the request.</summary>
    /// <exception cref="NotSupportedException">It cannot do such a thing.</exception>
    object Answer(PeerRequest request);
}
