namespace BatchNorm.Networks;

/// <summary>An array of float32 values with a name and a shape.</summary>
/// <param name="Name">Unique among the tensors of a network.</param>
/// <param name="Shape">The length of each dimension; none for a single value.</param>
/// <param name="Values">As many as the product of the shape, the last dimension running fastest; taken over, not copied.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, float[] Values);
