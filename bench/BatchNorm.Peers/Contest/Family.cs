namespace BatchNorm.Peers.Contest;

/// <summary>Which software is measured.</summary>
internal enum Family
{
    PyTorch,
    TorchSharp,
    Module,
}
