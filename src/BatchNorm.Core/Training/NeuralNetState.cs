using BatchNorm.Engines;
using BatchNorm.Optimizers;

namespace BatchNorm.Training;

/// <summary>
/// All that the further training of a network depends on, to the bit, as plain numbers: a network of the same definition and engine that
/// is given it goes on where the other one stood.
/// </summary>
/// <param name="Network">The network's own numbers.</param>
/// <param name="Optimizer">What the optimizer remembers; null before the first step.</param>
/// <param name="Order">Where the order of the batches stands; null before the first training.</param>
/// <param name="TrainedBatches">Steps it was trained, in all trainings together.</param>
public sealed record NeuralNetState(NetworkState Network, OptimizerState? Optimizer, BatchOrderState? Order, int TrainedBatches);
