namespace BatchNorm.Peers.Contest;

/// <summary>The processes that are measured in turn.</summary>
internal sealed class Field(IReadOnlyList<PeerProcess> peers) : IDisposable
{
    /// <summary>All of them, in the order of their turns.</summary>
    public IReadOnlyList<PeerProcess> Peers { get; } = peers;

    public void Dispose()
    {
        foreach (PeerProcess peer in Peers)
            peer.Dispose();
    }
}
