namespace BatchNorm.Networks;

/// <summary>What a tensor is called and how long each of its dimensions is.</summary>
/// <param name="Name">Unique among the tensors of a network.</param>
/// <param name="Shape">The length of each dimension; none for a single value.</param>
public sealed record TensorShape(string Name, IReadOnlyList<int> Shape)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
