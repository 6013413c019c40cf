using BatchNorm.Data;
using BatchNorm.Settings;

namespace BatchNorm.Networks;

/// <summary>
/// A network of layers one above the other, each of which begins with a product xW: x is the layer below or, in a convolution, every
/// patch of it in turn. What is normalized, what has a bias and how it is kept does not depend on which of the two it is.
/// </summary>
public abstract record LayeredDefinition : NetworkDefinition
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    private static readonly string[] Normalization = ["gamma", "beta", "population_mean", "population_variance"];

    /// <summary>Describes what such networks have in common.</summary>
    /// <param name="images">The images that go in, pixel by pixel.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">The non-linearity of every hidden layer.</param>
    /// <param name="batchNorm">How hidden layers are normalized, or null where they are not.</param>
    /// <param name="layers">All layers, first hidden layer to output layer.</param>
    private protected LayeredDefinition(
        ImageShape images, int outputs, Activation activation, BatchNormSettings? batchNorm, IReadOnlyList<LayerShape> layers)
        : base(images, outputs, activation, batchNorm) => Layers = layers;

    /// <summary>All layers, first hidden layer to output layer.</summary>
    public IReadOnlyList<LayerShape> Layers { get; }

    /// <summary>Weight layers: the hidden ones and the output.</summary>
    public int LayerCount => Layers.Count;

    /// <summary>
    /// layers.0.weight [inputs, units], layers.0.bias [units] where the layer has one and, in a normalized layer, layers.0.gamma,
    /// .beta, .population_mean and .population_variance [units], for each layer from 0. Of a convolution, units are the feature
    /// maps, and inputs the values of a patch: maps below x kernel height x kernel width.
    /// </summary>
    public override IEnumerable<TensorShape> Tensors => Enumerable.Range(0, LayerCount).SelectMany(layer => Kinds(layer).Select(kind =>
        new TensorShape(
            FormattableString.Invariant($"layers.{layer}.{kind}"),
            kind == Weight ? [Layers[layer].Inputs, Layers[layer].Units] : [Layers[layer].Units])));

    /// <summary>Whether a layer is normalized: every hidden one where the network has batch normalization, never the output.</summary>
    public bool IsNormalized(int layer) => BatchNorm is not null && layer < LayerCount - 1;

    /// <summary>
    /// Whether a layer has a bias: not where the normalization follows the product at once, as it takes away whatever a bias adds.
    /// </summary>
    public bool HasBias(int layer) => !IsNormalized(layer) || BatchNorm!.Placement == BatchNormPlacement.AfterActivation;

    /// <summary>The layers that the values of <see cref="Tensors"/> make, in their order.</summary>
    private protected LayerParameters[] AssembleLayers(IReadOnlyList<float[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var layers = new LayerParameters[LayerCount];
        int next = 0;
        for (int layer = 0; layer < layers.Length; layer++)
        {
            var weight = new Matrix(Layers[layer].Inputs, Layers[layer].Units, values[next++]);
            float[]? bias = HasBias(layer) ? values[next++] : null;
            layers[layer] = new LayerParameters(weight, bias, IsNormalized(layer)
                ? new NormalizationParameters(values[next++], values[next++], values[next++], values[next++])
                : null);
        }

        return layers;
    }

    private string[] Kinds(int layer) =>
        [Weight, .. HasBias(layer) ? [Bias] : Array.Empty<string>(), .. IsNormalized(layer) ? Normalization : []];
}
