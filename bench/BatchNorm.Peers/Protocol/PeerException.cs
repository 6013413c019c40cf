namespace BatchNorm.Peers.Protocol;

/// <summary>A peer cannot be measured, or not any further; the message says why.</summary>
internal sealed class PeerException(string message) : Exception(message);
