namespace BatchNorm.Storage;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Shape">The length of each dimension; none for a single value.</param>
/// <param name="Begin">Its first byte, counted from the first byte after the header.</param>
/// <param name="End">The byte after its last one, counted likewise.</param>
public sealed record TensorEntry(string Name, IReadOnlyList<int> Shape, long Begin, long End)
{
    /// <summary>What its numbers are; float32 in every network that this module wrote.</summary>
    public ElementType ElementType { get; init; }

    /// <summary>The dimensions as the format writes them: [784, 100].</summary>
    internal static string Text(IEnumerable<int> shape) => $"[{string.Join(", ", shape)}]";
}
