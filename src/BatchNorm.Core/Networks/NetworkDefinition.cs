using BatchNorm.Data;
using BatchNorm.Settings;

namespace BatchNorm.Networks;

/// <summary>
/// What a network is before it has any weights: what goes in and comes out, its hidden layers with an activation and perhaps batch
/// normalization, and a linear output layer of logits. Each architecture has a definition of its own.
/// </summary>
public abstract record NetworkDefinition
{
    /// <summary>Describes what all architectures have in common.</summary>
    /// <param name="images">The images that go in, pixel by pixel.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">The non-linearity of every hidden layer.</param>
    /// <param name="batchNorm">How hidden layers are normalized, or null where they are not.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no inputs or outputs.</exception>
    protected NetworkDefinition(ImageShape images, int outputs, Activation activation, BatchNormSettings? batchNorm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images.Pixels, 1, nameof(images));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        Images = images;
        Outputs = outputs;
        Activation = activation;
        BatchNorm = batchNorm;
    }

    /// <summary>How its layers are connected.</summary>
    public abstract Architecture Architecture { get; }

    /// <summary>How large the images are that go in.</summary>
    public ImageShape Images { get; }

    /// <summary>Numbers that go in: the pixels of an image.</summary>
    public int Inputs => Images.Pixels;

    /// <summary>Logits that come out: one a class.</summary>
    public int Outputs { get; }

    /// <summary>Units of each fully connected hidden layer, first to last.</summary>
    public abstract IReadOnlyList<int> HiddenLayers { get; }

    /// <summary>The non-linearity of every hidden layer.</summary>
    public Activation Activation { get; }

    /// <summary>How hidden layers are normalized, or null where they are not.</summary>
    public BatchNormSettings? BatchNorm { get; }

    /// <summary>The settings that make such a network, for any inputs and outputs; those of its training are as usual.</summary>
    public ExperimentSettings Settings => BatchNormSettings.Put(BatchNorm, Shape(ExperimentSettings.Usual(Architecture)) with { Activation = Activation });

    /// <summary>
    /// Whether a layer is normalized over the images of a batch alone, so that a batch of one image has no variance: any but a feature map, whose
    /// positions count as well.
    /// </summary>
    public bool NormalizesOverImagesAlone => BatchNorm is not null && HiddenLayers.Count > 0;

    /// <summary>The names and shapes of all numbers of such a network, in the order in which they are kept.</summary>
    public abstract IEnumerable<TensorShape> Tensors { get; }

    /// <summary>The network that settings describe.</summary>
    /// <param name="settings">Its architecture's own settings, its activation and its batch normalization; the others have no say.</param>
    /// <param name="images">The images that go in.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <exception cref="ArgumentException">There is no such network, or not for such images.</exception>
    public static NetworkDefinition Of(ExperimentSettings settings, ImageShape images, int outputs)
    {
        ArgumentNullException.ThrowIfNull(settings);
        int[] hiddenLayers = WidthsText.Split(settings.HiddenLayer);
        BatchNormSettings? batchNorm = BatchNormSettings.Of(settings);
        return settings.Architecture switch
        {
            Architecture.FullyConnected => new FullyConnectedDefinition(images, hiddenLayers, outputs, settings.Activation, batchNorm),
            Architecture.Convolutional => new ConvolutionalDefinition(
                images, WidthsText.Split(settings.FeatureMaps), settings.KernelSize ?? 0, hiddenLayers, outputs, settings.Activation, batchNorm),
            Architecture.Recurrent => new RecurrentDefinition(
                images, OnlyLayer(hiddenLayers), outputs, settings.Activation, batchNorm, settings.PixelByPixel is true, settings.Permuted is true),
            _ => throw new ArgumentException($"There is no architecture {settings.Architecture}."),
        };
    }

    /// <summary>Draws what a network starts from.</summary>
    /// <param name="weightScale">The standard deviation of the weights or, in a recurrent network, the factor to its orthogonal matrices.</param>
    /// <param name="seed">The same seed draws the same weights, with batch normalization and without.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not above 0 and finite in float32.</exception>
    public abstract NetworkParameters Draw(double weightScale, int seed);

    /// <summary>Puts the numbers of a network together.</summary>
    /// <param name="values">The values of each of <see cref="Tensors"/>, in their order; taken over, not copied.</param>
    /// <exception cref="ArgumentException">They are not as many as the shapes say.</exception>
    public abstract NetworkParameters Assemble(IReadOnlyList<float[]> values);

    /// <summary>The settings of the architecture, how the layers are connected, in the place of usual ones.</summary>
    private protected abstract ExperimentSettings Shape(ExperimentSettings usual);

    private static int OnlyLayer(int[] hiddenLayers) => hiddenLayers is [int units]
        ? units
        : throw new ArgumentException($"A recurrent network has one hidden layer, not {hiddenLayers.Length}. Give one number of units, such as 100.");
}
