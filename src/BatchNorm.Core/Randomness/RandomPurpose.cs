namespace BatchNorm.Randomness;

/// <summary>
/// What random numbers are drawn for. Every purpose has a stream of its own under one seed, so that drawing more numbers
/// for one (a wider layer, say) never changes another (the order of the batches). The values are part of the results'
/// reproducibility: never renumber them.
/// </summary>
public enum RandomPurpose
{
    /// <summary>The initial weights of a network.</summary>
    InitialWeights = 0,

    /// <summary>The order in which training images are visited.</summary>
    BatchOrder = 1,

    /// <summary>The images of the synthetic dataset.</summary>
    SyntheticImages = 2,

    /// <summary>The order in which a recurrent network reads the pixels of every image.</summary>
    PixelPermutation = 3,

    /// <summary>The hidden state a recurrent network begins to read an image with.</summary>
    HiddenStateNoise = 4,
}
