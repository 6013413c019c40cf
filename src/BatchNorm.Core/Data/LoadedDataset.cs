namespace BatchNorm.Data;

/// <summary>A dataset and how it was come by.</summary>
/// <param name="Dataset">The images.</param>
/// <param name="Folder">The folder it was read from, or null for the synthetic digits.</param>
/// <param name="Downloaded">Whether files were fetched into that folder just now.</param>
/// <param name="WhySynthetic">Why the synthetic digits stand in for MNIST, for a warning; null where they do not.</param>
public sealed record LoadedDataset(Dataset Dataset, string? Folder, bool Downloaded = false, string? WhySynthetic = null);
