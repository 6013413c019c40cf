namespace BatchNorm.Engines;

/// <summary>What the values of a tensor are multiplied by.</summary>
/// <param name="Tensor">The tensor's name.</param>
/// <param name="Value">The factor; above 0.</param>
public sealed record NamedScale(string Tensor, double Value);
