using BatchNorm.Settings;

namespace BatchNorm.Networks;

/// <summary>How batch normalization is done (Ioffe, Szegedy 2015, Algorithm 1), the same in every hidden layer.</summary>
public sealed record BatchNormSettings
{
    /// <summary>Added to the variance before the square root, so that a constant input is not divided by zero. Above 0, in float32 as well.</summary>
    /// <remarks>0.001, as in TensorFlow and the lesson; PyTorch's default is 1e-5.</remarks>
    public double Epsilon
    {
        get;
        init => field = PositiveFloat32.Checked(value, nameof(Epsilon), "Epsilon");
    } = 0.001;

    /// <summary>The share of the old population estimate that is kept at each batch, from 0 to <see cref="ExperimentSettings.MaximumDecay"/>.</summary>
    /// <remarks>0.99, as in TensorFlow and the lesson; PyTorch calls 1 - decay the momentum, and defaults to 0.1.</remarks>
    public double Decay
    {
        get;
        init => field = value is >= 0 and <= ExperimentSettings.MaximumDecay
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Decay), value, FormattableString.Invariant($"Decay must be at least 0 and, in float32, below 1: at most {ExperimentSettings.MaximumDecay}."));
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

    /// <summary>What settings say of it, or null where nothing is normalized.</summary>
    internal static BatchNormSettings? Of(ExperimentSettings settings) => settings is { Placement: { } placement, Epsilon: { } epsilon, Decay: { } decay }
        ? new BatchNormSettings
        {
            Placement = placement,
            Implementation = settings.Implementation,
            Epsilon = epsilon,
            Decay = decay,
            SkipPopulationUpdate = settings.SkipPopulationUpdate is true,
        }
        : null;

    /// <summary>Settings with this batch normalization, or with none.</summary>
    internal static ExperimentSettings Put(BatchNormSettings? batchNorm, ExperimentSettings settings) => batchNorm is null
        ? SettingTable.WithoutBatchNorm(settings)
        : settings with
        {
            Placement = batchNorm.Placement,
            Implementation = batchNorm.Implementation,
            Epsilon = batchNorm.Epsilon,
            Decay = batchNorm.Decay,
            SkipPopulationUpdate = batchNorm.SkipPopulationUpdate,
        };

    /// <summary>What an engine multiplies the old estimate with at each batch: the decay, or 1 where the update is skipped.</summary>
    internal double PopulationDecay => SkipPopulationUpdate ? 1 : Decay;
}
