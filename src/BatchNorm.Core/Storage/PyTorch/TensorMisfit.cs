namespace BatchNorm.Storage.PyTorch;

/// <summary>A tensor of a file that does not fit a network, or one that the file lacks.</summary>
/// <param name="Tensor">Its name.</param>
/// <param name="Problem">What is wrong with it, with what the file has and what the network needs.</param>
public sealed record TensorMisfit(string Tensor, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"'{Tensor}' {Problem}";
}
