using BatchNorm.Peers.Protocol;

namespace BatchNorm.Peers.Measures;

/// <summary>What is timed of a network.</summary>
/// <param name="Name">What it is, and in what unit: a column of its table.</param>
/// <param name="Request">What peers are asked for; they answer with a rate.</param>
/// <param name="Asked">What is asked of the Simd engine, if anything.</param>
internal sealed record Measure(string Name, PeerRequest Request, params IReadOnlyList<Asked> Asked);

/// <summary>How many times as fast as a peer.</summary>
/// <param name="Family">The peer.</param>
/// <param name="AtLeast">What has to be met.</param>
/// <param name="Aim">What would be better still.</param>
internal sealed record Asked(string Family, double AtLeast, double Aim);
