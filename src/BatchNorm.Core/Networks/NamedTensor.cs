namespace BatchNorm.Networks;

/// <summary>An array of float32 values with a name and a shape.</summary>
/// <param name="Name">Unique among the tensors of a network.</param>
/// <param name="Shape">The length of each dimension; none for a single value.</param>
/// <param name="Values">As many as the product of the shape, the last dimension running fastest; taken over, not copied.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>
    /// Whether it is drawn at random before training, and the same in a network with batch normalization and in one without: in every
    /// architecture those tensors, and no others, have a name that ends in "weight".
    /// </summary>
    public bool IsWeight => Name.EndsWith("weight", StringComparison.Ordinal);
}
