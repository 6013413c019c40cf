using BatchNorm.Data;
using BatchNorm.Randomness;
using BatchNorm.Settings;

namespace BatchNorm.Networks;

/// <summary>
/// A convolutional network after LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998): convolutions, each followed by its activation and by
/// 2 x 2 pooling, then fully connected hidden layers, then the logits.
/// </summary>
/// <remarks>
/// <para>
/// The axes. Images and feature maps are kept channels first, [image, map, row, column], as PyTorch has them; the lesson's TensorFlow
/// has channels last, [image, row, column, map]. A unit of a fully connected layer is normalized over the images of the batch alone.
/// A feature map is one kernel moved over the image, so that all its positions are values of the same quantity: it is normalized
/// over images, rows and columns together, every axis but the maps' (Ioffe, Szegedy 2015, section 3.2), with one gamma, beta,
/// mean and variance a map. In the lesson's words that is <c>tf.nn.moments(x, [0, 1, 2])</c>; channels first, it is the axes
/// 0, 2 and 3. Even a batch of one image has statistics that way: those of its height x width positions.
/// </para>
/// <para>
/// The borders of a convolution's input are filled with zeros so that a map is as large as what it is taken from. Only pooling makes
/// maps smaller then, and the kernel may be chosen whatever the number of convolutions; on 28 x 28 images it is what LeNet-5 does, which
/// was given digits in a frame of zeros, 32 x 32. Pooling takes the average, LeNet-5's way: unlike the maximum it has one
/// derivative everywhere. A row or column left over by an odd size is dropped.
/// </para>
/// <para>
/// A convolution is the product xW for every patch x of its input: its weights are kept as the matrix W, [maps below x kernel height x
/// kernel width, maps], and drawn as any other layer's. Transposed and reshaped to [maps, maps below, height, width] it is
/// PyTorch's <c>Conv2d.weight</c>.
/// </para>
/// </remarks>
public sealed record ConvolutionalDefinition : LayeredDefinition
{
    /// <summary>The side of the squares that pooling takes the average of.</summary>
    public const int PoolingSize = 2;

    /// <summary>Describes a network.</summary>
    /// <param name="images">The images that go in.</param>
    /// <param name="featureMaps">Feature maps of each convolution, first to last; at least one.</param>
    /// <param name="kernelSize">Rows and columns of every kernel: odd, and not larger than an image is wide or high.</param>
    /// <param name="hiddenLayers">Units of each fully connected hidden layer, first to last; may be empty.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">The non-linearity of every hidden layer.</param>
    /// <param name="batchNorm">How hidden layers are normalized, or null where they are not.</param>
    /// <exception cref="ArgumentException">
    /// A number is out of its range, or the images are too small for so many poolings.
    /// </exception>
    public ConvolutionalDefinition(
        ImageShape images,
        IReadOnlyList<int> featureMaps,
        int kernelSize,
        IReadOnlyList<int> hiddenLayers,
        int outputs,
        Activation activation,
        BatchNormSettings? batchNorm)
        : base(images, outputs, activation, batchNorm, Shapes(images, featureMaps, kernelSize, hiddenLayers, outputs))
    {
        FeatureMaps = [.. featureMaps];
        KernelSize = kernelSize;
        HiddenLayers = [.. hiddenLayers];
    }

    /// <inheritdoc/>
    public override Architecture Architecture => Architecture.Convolutional;

    /// <summary>Feature maps of each convolution, first to last: 6, 16 in LeNet-5.</summary>
    public IReadOnlyList<int> FeatureMaps { get; }

    /// <summary>Rows and columns of every kernel: 5 in LeNet-5.</summary>
    public int KernelSize { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> HiddenLayers { get; }

    /// <summary>Draws weights from N(0, weightScale^2), row by row, layer by layer.</summary>
    /// <inheritdoc/>
    public override ConvolutionalParameters Draw(double weightScale, int seed)
    {
        var random = new RandomSource(seed, RandomPurpose.InitialWeights);
        return ConvolutionalParameters.Initial(this, [.. Layers.Select(layer => Matrix.Draw(layer.Inputs, layer.Units, weightScale, random))]);
    }

    /// <inheritdoc/>
    public override ConvolutionalParameters Assemble(IReadOnlyList<float[]> values) => new(this, AssembleLayers(values));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Images} images, {string.Join('-', FeatureMaps)} maps of {KernelSize} x {KernelSize}, {string.Join('-', [.. HiddenLayers, Outputs])} {Activation}")
        + (BatchNorm is null ? "" : " with batch normalization");

    private protected override ExperimentSettings Shape(ExperimentSettings usual) => usual with
    {
        HiddenLayer = WidthsText.Join(HiddenLayers),
        FeatureMaps = WidthsText.Join(FeatureMaps),
        KernelSize = KernelSize,
    };

    private static LayerShape[] Shapes(
        ImageShape images, IReadOnlyList<int> featureMaps, int kernelSize, IReadOnlyList<int> hiddenLayers, int outputs)
    {
        ArgumentNullException.ThrowIfNull(featureMaps);
        ArgumentNullException.ThrowIfNull(hiddenLayers);
        int side = Math.Min(images.Rows, images.Columns);
        if (kernelSize < 1 || kernelSize > side || kernelSize % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(kernelSize), kernelSize, $"The kernel size must be an odd number from 1 to {side}, the shorter side of an image of {images} pixels.");
        if (featureMaps.Count == 0)
            throw new ArgumentException("A convolutional network needs at least one convolution.", nameof(featureMaps));

        var shapes = new List<LayerShape>();
        int below = 1, rows = images.Rows, columns = images.Columns;
        foreach (int maps in featureMaps)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(maps, 1, nameof(featureMaps));
            if (rows < PoolingSize || columns < PoolingSize)
                throw new ArgumentException($"Images of {images} pixels are too small for {featureMaps.Count} convolutions: each is followed by pooling, which halves rows and columns. Use fewer feature maps.", nameof(featureMaps));
            shapes.Add(new LayerShape(Product(below, kernelSize * kernelSize), maps));
            below = maps;
            rows /= PoolingSize;
            columns /= PoolingSize;
        }

        below = Product(below, rows * columns);
        foreach (int units in hiddenLayers)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(units, 1, nameof(hiddenLayers));
            shapes.Add(new LayerShape(below, units));
            below = units;
        }

        return [.. shapes, new LayerShape(below, outputs)];
    }

    /// <summary>The values of so many maps, refused where they are more than an array can hold.</summary>
    private static int Product(int maps, int valuesEach) => (long)maps * valuesEach <= Array.MaxLength
        ? maps * valuesEach
        : throw new ArgumentException($"{maps} feature maps of {valuesEach} values are more than fit into memory. Use fewer feature maps.");
}
