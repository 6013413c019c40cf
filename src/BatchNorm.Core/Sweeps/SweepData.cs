using BatchNorm.Data;

namespace BatchNorm.Sweeps;

/// <summary>The data of a sweep, settled when it is made: no worker may take other images for them.</summary>
/// <param name="Name">What it is called, for people: "Mnist".</param>
/// <param name="Sha256">What it is: <see cref="Dataset.Sha256"/>.</param>
/// <param name="Path">The folder it was read from, for workers that see the same folders; null where there was none.</param>
public sealed record SweepData(string Name, string Sha256, string? Path = null)
{
    /// <summary>Checks that images are these.</summary>
    /// <exception cref="OtherDataException">They are not.</exception>
    public void CheckSame(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Sha256 != Sha256)
            throw new OtherDataException(this, dataset.Name, dataset.Sha256);
    }
}
