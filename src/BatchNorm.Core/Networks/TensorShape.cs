namespace BatchNorm.Networks;

/// <summary>What a tensor is called and how long each of its dimensions is.</summary>
/// <param name="Name">Unique among the tensors of a network.</param>
/// <param name="Shape">The length of each dimension; none for a single value.</param>
public sealed record TensorShape(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>How many values it has.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>
    /// Whether training moves it along its gradient: in every architecture all tensors but the population statistics, whose names say so.
    /// </summary>
    public bool IsLearned => !Name.Contains("population_", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";

    /// <summary>Checks that tensors are those of some shapes, in their order.</summary>
    /// <param name="shapes">What is needed.</param>
    /// <param name="tensors">What there is.</param>
    /// <param name="owner">Whose they are to be, in words.</param>
    /// <exception cref="ArgumentException">They are not; the first that is missing, superfluous or of another shape is named.</exception>
    internal static void CheckFit(IReadOnlyList<TensorShape> shapes, IReadOnlyList<NamedTensor> tensors, string owner)
    {
        for (int i = 0; i < Math.Max(shapes.Count, tensors.Count); i++)
        {
            string needed = i < shapes.Count ? $"{shapes[i]}" : "nothing more";
            string found = i < tensors.Count ? $"{new TensorShape(tensors[i].Name, tensors[i].Shape)}" : "nothing more";
            if (needed != found)
                throw new ArgumentException($"The state has {found} where {owner} has {needed}: it was read from something else. Read it from a network of the same definition and engine.");
            if (tensors[i].Values.LongLength != shapes[i].Count)
                throw new ArgumentException($"The state has {tensors[i].Values.LongLength} values for {needed} of {owner}.");
        }
    }
}
