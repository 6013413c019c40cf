namespace BatchNorm.Data;

/// <summary>Images to train on, to sample accuracy on while training, and to test on, all of one size.</summary>
/// <param name="Name">What every result and every plot calls it: "Mnist", "Synthetic".</param>
/// <param name="Training">The images networks are trained on.</param>
/// <param name="Validation">The images accuracy samples are taken on.</param>
/// <param name="Test">The images only a finished network sees.</param>
public sealed record Dataset(string Name, ImageSet Training, ImageSet Validation, ImageSet Test)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
