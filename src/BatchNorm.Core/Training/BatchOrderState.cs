namespace BatchNorm.Training;

/// <summary>Where a network stands in an order of training images.</summary>
/// <param name="DatasetHash">The SHA-256 of the data whose training images are put in order.</param>
/// <param name="Images">How many training images there are.</param>
/// <param name="Seed">Fixes the order.</param>
/// <param name="Taken">Images taken so far, in all epochs together.</param>
public sealed record BatchOrderState(string DatasetHash, int Images, int Seed, long Taken);
