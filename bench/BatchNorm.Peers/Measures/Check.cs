using BatchNorm.Settings;

namespace BatchNorm.Peers.Measures;

/// <summary>What everyone trains a network on at first, untimed, and how far they may then be apart.</summary>
/// <param name="Task">The settings; it is as long as they say.</param>
/// <param name="Shrink">How many times smaller the sides of the images are.</param>
/// <param name="Images">How many of the test images it is tested with.</param>
/// <param name="Tolerance">How far the test losses, without and with batch normalization, may be from the middle of all: weights and batches differ.</param>
internal sealed record Check(Experiment Task, int Shrink, int Images, (double Without, double With) Tolerance);
