using BatchNorm.Networks;

namespace BatchNorm.Optimizers;

/// <summary>All an optimizer remembers between two steps, to the bit.</summary>
/// <param name="Settings">Which optimizer it is.</param>
/// <param name="Steps">Steps it has taken: Adam divides by what depends on their number. 0 for SGD, which remembers nothing.</param>
/// <param name="Memory">
/// What it keeps of every number that it moves, such as "layers.0.weight.velocity", in the shape of that tensor; none for SGD.
/// </param>
public sealed record OptimizerState(OptimizerSettings Settings, long Steps, IReadOnlyList<NamedTensor> Memory);
