namespace BatchNorm.Data;

/// <summary>Which synthetic digits to draw. The defaults are those of the full dataset, sized as MNIST is.</summary>
/// <remarks>Of two sets with the same seed, the images of the smaller slice are the first of the larger one's.</remarks>
public sealed record SyntheticDigitsSettings
{
    /// <summary>Fixes every image. 0 unless set.</summary>
    public int Seed { get; init; }

    /// <summary>The number of training images. 55,000 unless set.</summary>
    public int TrainingCount { get; init; } = 55_000;

    /// <summary>The number of validation images. 5,000 unless set.</summary>
    public int ValidationCount { get; init; } = 5_000;

    /// <summary>The number of test images. 10,000 unless set.</summary>
    public int TestCount { get; init; } = 10_000;
}
