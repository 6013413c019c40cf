using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>
/// Everything that fixes the outcome of an experiment but the seed: what a training run, a comparison and a measurement have in common, each
/// with its results beside it, flat, so that it goes into a table as it is. <see cref="SettingTable"/> describes each property; what an
/// architecture, or a network without batch normalization, does not have is null, or an empty text.
/// </summary>
public record ExperimentSettings
{
    /// <summary>The largest <see cref="Decay"/>: the float32 below 1. What is closer to 1 becomes 1 there, and the estimate would never move.</summary>
    public const double MaximumDecay = 0.99999994;

    /// <summary>The largest <see cref="Momentum"/>: the float32 below 1.</summary>
    public const double MaximumMomentum = 0.99999994;

    /// <summary>The momentum of an optimizer that was given none: 0.9, as in PyTorch's Adam and in Cooijmans et al. 2016.</summary>
    internal const double UsualMomentum = 0.9;

    /// <summary>What it is called, as "In4" for one of the lesson's; empty where it was given no name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The non-linearity of the hidden layers.</summary>
    public Activation Activation { get; init; }

    /// <summary>How the layers are connected.</summary>
    public Architecture Architecture { get; init; }

    /// <summary>Feature maps of each convolution, as "6,16"; empty in a network without.</summary>
    public string FeatureMaps { get; init => field = Canonical(value); } = "";

    /// <summary>Rows and columns of every convolution's kernel; null in a network without.</summary>
    public int? KernelSize { get; init; }

    /// <summary>Whether a recurrent network reads an image a pixel a step, and not a row; null in any other.</summary>
    public bool? PixelByPixel { get; init; }

    /// <summary>Whether a recurrent network reads the pixels in an order drawn at random, always the same; null in any other.</summary>
    public bool? Permuted { get; init; }

    /// <summary>Units of each fully connected hidden layer, as "100,100,100": in words, so that it groups, sorts and goes into a CSV file.</summary>
    public string HiddenLayer { get; init => field = Canonical(value); } = "100,100,100";

    /// <summary>What makes the steps out of the gradients.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>
    /// The optimizer's momentum, from 0 to <see cref="MaximumMomentum"/>: RMSProp's decay of the mean square, Adam's beta1. Null with SGD, which has
    /// none.
    /// </summary>
    public double? Momentum
    {
        get;
        init => field = value is null or (>= 0 and <= MaximumMomentum)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Momentum), value, FormattableString.Invariant($"The momentum must be at least 0 and below 1, and at most {MaximumMomentum}, the last number below 1 that float32 holds."));
    }

    /// <summary>The step size of gradient descent; above 0, in float32 as well.</summary>
    public double LearningRate
    {
        get;
        init => field = PositiveFloat32.Checked(value, nameof(LearningRate), "The learning rate");
    } = 0.01;

    /// <summary>
    /// The standard deviation of the initial weights or, in a recurrent network, the factor to its orthogonal matrices; above 0, in float32
    /// as well. 0.05 is the lesson's good start, 5 its bad one.
    /// </summary>
    public double WeightScale
    {
        get;
        init => field = PositiveFloat32.Checked(value, nameof(WeightScale), "The weight scale");
    } = 0.05;

    /// <summary>Images a step; at least 1. 60 in the paper and the lesson.</summary>
    public int BatchSize { get; init => field = AtLeast(1, value, nameof(BatchSize)); } = 60;

    /// <summary>Steps trained; at least 1.</summary>
    public int TrainingBatches { get; init => field = AtLeast(1, value, nameof(TrainingBatches)); } = 50_000;

    /// <summary>Validation accuracy is sampled after step 0 and every so many steps from there; at least 1.</summary>
    public int BatchesPerSample { get; init => field = AtLeast(1, value, nameof(BatchesPerSample)); } = 500;

    /// <summary>
    /// Whether the inputs of the first unit in every hidden layer are recorded at each accuracy sample. It changes nothing in the training.
    /// </summary>
    public bool TraceActivation
    {
        get => Trace.HasFlag(TraceKinds.Activation);
        init => Trace = value ? Trace | TraceKinds.Activation : Trace & ~TraceKinds.Activation;
    }

    /// <summary>
    /// What is recorded of the inside of the network at each accuracy sample; <see cref="TraceActivation"/> is one of it. It changes nothing in the training.
    /// </summary>
    public TraceKinds Trace { get; init; }

    /// <summary>Where in a hidden layer the normalization stands; null where nothing is normalized.</summary>
    public BatchNormPlacement? Placement { get; init; } = BatchNormPlacement.BeforeActivation;

    /// <summary>Which of the Torch engine's batch normalizations was asked for; null where the engine chooses, or nothing is normalized.</summary>
    public BatchNormImplementation? Implementation { get; init; }

    /// <summary>
    /// Added to the variance before the square root; above 0, in float32 as well; null where nothing is normalized. 0.001, as in TensorFlow
    /// and the lesson; PyTorch's default is 1e-5.
    /// </summary>
    public double? Epsilon
    {
        get;
        init => field = value is { } epsilon ? PositiveFloat32.Checked(epsilon, nameof(Epsilon), "Epsilon") : null;
    } = 0.001;

    /// <summary>
    /// The share of the old population estimate that is kept at each batch, from 0 to <see cref="MaximumDecay"/>; null where nothing is
    /// normalized. 0.99, as in TensorFlow and the lesson; PyTorch calls 1 - decay the momentum, and defaults to 0.1.
    /// </summary>
    public double? Decay
    {
        get;
        init => field = value is null or (>= 0 and <= MaximumDecay)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Decay), value, FormattableString.Invariant($"Decay must be at least 0 and, in float32, below 1: at most {MaximumDecay}."));
    } = 0.99;

    /// <summary>
    /// Whether the population statistics are never moved from their start, a mistake made on purpose: training looks fine, and inference fails.
    /// Null where nothing is normalized.
    /// </summary>
    public bool? SkipPopulationUpdate { get; init; } = false;

    /// <summary>Whether tests normalize with the statistics of the images given, a mistake made on purpose, not with the population's.</summary>
    public bool UseBatchStatistics { get; init; }

    /// <summary>Test images that are also given one at a time; 0 for none, 200 in the lesson.</summary>
    public int IndividualPredictions { get; init => field = AtLeast(0, value, nameof(IndividualPredictions)); }

    /// <summary>What computes.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>What the data is called that networks are trained and tested on; empty before that is known.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>
    /// The SHA-256 of the images and labels, as 64 hexadecimal digits: what the data is, whatever it is called. Empty where it is not known.
    /// </summary>
    public string DatasetHash { get; init; } = "";

    /// <summary>What is usual for an architecture.</summary>
    public static ExperimentSettings Usual(Architecture architecture) => SettingTable.Usual(new ExperimentSettings { Architecture = architecture });

    /// <summary>The settings alone, without what a derived record has beside them.</summary>
    public ExperimentSettings ToSettings() => new(this);

    /// <summary>The settings in full, but what is as usual and goes without saying.</summary>
    public override string ToString() => SettingPhrases.InFull([this]);

    private static string Canonical(string widths)
    {
        ArgumentNullException.ThrowIfNull(widths);
        try
        {
            return SettingText.Widths.Read(widths, CultureInfo.InvariantCulture);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException(exception.Message, nameof(widths), exception);
        }
    }

    private static int AtLeast(int least, int value, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
}
