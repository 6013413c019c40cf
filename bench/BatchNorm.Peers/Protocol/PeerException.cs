namespace BatchNorm.Peers.Protocol;

/// <summary>A peer cannot be measured, or not any further; the message says why.</summary>
internal sealed class PeerException(string message, bool isRefusal = false) : Exception(message)
{
    /// <summary>Whether the peer says that it has no such network: it is left out then.</summary>
    public bool IsRefusal { get; } = isRefusal;
}
