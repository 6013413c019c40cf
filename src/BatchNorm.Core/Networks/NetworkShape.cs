using BatchNorm.Data;

namespace BatchNorm.Networks;

/// <summary>
/// How a network is connected, before it is known what goes in and comes out: the choices a user has for each architecture, and
/// what is usual where none was made.
/// </summary>
public sealed record NetworkShape
{
    private static readonly int[] LessonLayers = [100, 100, 100];
    private static readonly int[] LeNetMaps = [6, 16];
    private static readonly int[] LeNetLayers = [120, 84];

    private const int LeNetKernel = 5;
    private const int PaperUnits = 100;

    /// <summary>How its layers are connected.</summary>
    public Architecture Architecture { get; init; }

    /// <summary>
    /// Units of each fully connected hidden layer, or null for the usual ones: 100, 100, 100 as in the lesson or, after
    /// convolutions, 120, 84 as in LeNet-5. A recurrent network has one layer, usually of 100.
    /// </summary>
    public IReadOnlyList<int>? HiddenLayer { get; init; }

    /// <summary>Feature maps of each convolution, or null for the usual ones: 6, 16 as in LeNet-5.</summary>
    public IReadOnlyList<int>? FeatureMaps { get; init; }

    /// <summary>Rows and columns of every convolution's kernel, or null for the usual 5.</summary>
    public int? KernelSize { get; init; }

    /// <summary>Whether a recurrent network reads an image a pixel a step, and not a row.</summary>
    public bool PixelByPixel { get; init; }

    /// <summary>Whether a recurrent network reads the pixels in an order drawn at random, always the same.</summary>
    public bool Permuted { get; init; }

    /// <summary>The activation it usually has: ReLU, or tanh in a recurrent network.</summary>
    public Activation UsualActivation => Architecture == Architecture.Recurrent ? Activation.Tanh : Activation.ReLU;

    /// <summary>The learning rate it is usually trained with: 0.01, or 0.001 for RMSProp in a recurrent network.</summary>
    public double UsualLearningRate => Architecture == Architecture.Recurrent ? 0.001 : 0.01;

    /// <summary>
    /// The scale its weights usually have: the standard deviation 0.05, or 1 for the orthogonal matrices of a recurrent network.
    /// </summary>
    public double UsualWeightScale => Architecture == Architecture.Recurrent ? 1 : 0.05;

    /// <summary>A network of this shape.</summary>
    /// <param name="images">The images that go in.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">The non-linearity of every hidden layer.</param>
    /// <param name="batchNorm">How hidden layers are normalized, or null where they are not.</param>
    /// <exception cref="ArgumentException">A choice is out of its range, or does not go with the architecture.</exception>
    public NetworkDefinition Define(ImageShape images, int outputs, Activation activation, BatchNormSettings? batchNorm)
    {
        RefuseUnless(Architecture.Convolutional, FeatureMaps is not null, nameof(FeatureMaps));
        RefuseUnless(Architecture.Convolutional, KernelSize is not null, nameof(KernelSize));
        RefuseUnless(Architecture.Recurrent, PixelByPixel, nameof(PixelByPixel));
        RefuseUnless(Architecture.Recurrent, Permuted, nameof(Permuted));
        return Architecture switch
        {
            Architecture.FullyConnected =>
                new FullyConnectedDefinition(images, HiddenLayer ?? LessonLayers, outputs, activation, batchNorm),
            Architecture.Convolutional => new ConvolutionalDefinition(
                images, FeatureMaps ?? LeNetMaps, KernelSize ?? LeNetKernel, HiddenLayer ?? LeNetLayers, outputs, activation, batchNorm),
            Architecture.Recurrent =>
                new RecurrentDefinition(images, OneLayer(), outputs, activation, batchNorm, PixelByPixel, Permuted),
            _ => throw new ArgumentException($"There is no architecture {Architecture}."),
        };
    }

    private int OneLayer() => HiddenLayer switch
    {
        null => PaperUnits,
        [int units] => units,
        _ => throw new ArgumentException($"A recurrent network has one hidden layer, not {HiddenLayer.Count}. Give one number of units, such as 100."),
    };

    private void RefuseUnless(Architecture owner, bool isGiven, string choice)
    {
        if (isGiven && Architecture != owner)
            throw new ArgumentException($"{choice} belongs to the {owner} architecture; the {Architecture} one has none. Leave it out, or choose -Architecture {owner}.");
    }
}
