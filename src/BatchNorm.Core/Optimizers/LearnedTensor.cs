using BatchNorm.Networks;

namespace BatchNorm.Optimizers;

/// <summary>
/// A tensor that training moves, and its gradient, where the engine has them: some rows, each of them consecutive in memory, which
/// together are the tensor's values in their order. What is handed out can be used as long as the network it belongs to.
/// </summary>
/// <param name="shape">Its name and shape.</param>
/// <param name="rows">How many rows.</param>
/// <param name="columns">Values a row.</param>
public abstract class LearnedTensor(TensorShape shape, int rows, int columns)
{
    /// <summary>Its name and shape, as the network's definition has them.</summary>
    public TensorShape Shape { get; } = shape;

    /// <summary>How many rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Values a row.</summary>
    public int Columns { get; } = columns;

    /// <summary>How many values, in all rows together.</summary>
    public int Count => Rows * Columns;

    /// <summary>The values of a row; what is written here is what the network computes with.</summary>
    public abstract Span<float> Values(int row);

    /// <summary>The gradients of a row's values, of the batch last computed.</summary>
    public abstract ReadOnlySpan<float> Gradient(int row);

    /// <inheritdoc/>
    public override string ToString() => Shape.ToString();
}
