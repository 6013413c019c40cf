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

    /// <summary>How its layers are connected.</summary>
    public Architecture Architecture { get; init; }

    /// <summary>
    /// Units of each fully connected hidden layer, or null for the usual ones: 100, 100, 100 as in the lesson or, after
    /// convolutions, 120, 84 as in LeNet-5.
    /// </summary>
    public IReadOnlyList<int>? HiddenLayer { get; init; }

    /// <summary>Feature maps of each convolution, or null for the usual ones: 6, 16 as in LeNet-5.</summary>
    public IReadOnlyList<int>? FeatureMaps { get; init; }

    /// <summary>Rows and columns of every convolution's kernel, or null for the usual 5.</summary>
    public int? KernelSize { get; init; }

    /// <summary>A network of this shape.</summary>
    /// <param name="inputs">Numbers that go in: the pixels of an image.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">The non-linearity of every hidden layer.</param>
    /// <param name="batchNorm">How hidden layers are normalized, or null where they are not.</param>
    /// <exception cref="ArgumentException">A choice is out of its range, or does not go with the architecture.</exception>
    public NetworkDefinition Define(int inputs, int outputs, Activation activation, BatchNormSettings? batchNorm)
    {
        switch (Architecture)
        {
            case Architecture.FullyConnected:
                Refuse(FeatureMaps is not null, nameof(FeatureMaps), Architecture.Convolutional);
                Refuse(KernelSize is not null, nameof(KernelSize), Architecture.Convolutional);
                return new FullyConnectedDefinition(inputs, HiddenLayer ?? LessonLayers, outputs, activation, batchNorm);
            case Architecture.Convolutional:
                return new ConvolutionalDefinition(
                    inputs, FeatureMaps ?? LeNetMaps, KernelSize ?? LeNetKernel, HiddenLayer ?? LeNetLayers, outputs, activation, batchNorm);
            default:
                throw new ArgumentException($"There is no architecture {Architecture}.");
        }
    }

    private void Refuse(bool isGiven, string choice, Architecture owner)
    {
        if (isGiven)
            throw new ArgumentException($"{choice} belongs to the {owner} architecture; the {Architecture} one has none. Leave it out, or choose -Architecture {owner}.");
    }
}
