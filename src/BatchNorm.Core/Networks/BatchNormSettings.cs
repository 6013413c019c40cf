namespace BatchNorm.Networks;

/// <summary>How batch normalization is done (Ioffe, Szegedy 2015, Algorithm 1), the same in every hidden layer.</summary>
public sealed record BatchNormSettings
{
    /// <summary>Added to the variance before the square root, so that a constant input is not divided by zero. Positive.</summary>
    /// <remarks>0.001, as in TensorFlow and the lesson; PyTorch's default is 1e-5.</remarks>
    public double Epsilon
    {
        get;
        init => field = double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Epsilon), value, "Epsilon must be a finite number above 0.");
    } = 0.001;

    /// <summary>The share of the old population estimate that is kept at each batch, in [0, 1).</summary>
    /// <remarks>0.99, as in TensorFlow and the lesson; PyTorch calls 1 - decay the momentum, and defaults to 0.1.</remarks>
    public double Decay
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Decay), value, "Decay must be at least 0 and below 1.");
    } = 0.99;

    /// <summary>
    /// Never moves the population statistics from their start, mean 0 and variance 1: what the lesson's networks do without their update
    /// operations. Training looks fine, and inference fails.
    /// </summary>
    public bool SkipPopulationUpdate { get; init; }

    /// <summary>Where in a hidden layer the normalization stands.</summary>
    public BatchNormPlacement Placement { get; init; }

    /// <summary>Which of the Torch engine's three to use, or null where the engine may choose.</summary>
    public BatchNormImplementation? Implementation { get; init; }

    /// <summary>What an engine multiplies the old estimate with at each batch: the decay, or 1 where the update is skipped.</summary>
    internal double PopulationDecay => SkipPopulationUpdate ? 1 : Decay;
}
