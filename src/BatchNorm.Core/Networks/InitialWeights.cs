using BatchNorm.Collections;
using BatchNorm.Data;
using BatchNorm.Randomness;

namespace BatchNorm.Networks;

/// <summary>
/// One weight matrix a layer, drawn outside any network so that two networks can start from the very same ones: the lesson's
/// way to rule out a lucky start as the reason for a difference.
/// </summary>
public sealed class InitialWeights
{
    private InitialWeights(ImageShape images, ValueList<Matrix> matrices, double weightScale, int seed)
    {
        Images = images;
        Matrices = matrices;
        WeightScale = weightScale;
        Seed = seed;
    }

    /// <summary>How large the images are that go in.</summary>
    public ImageShape Images { get; }

    /// <summary>Logits that come out: one a class.</summary>
    public int Classes => Matrices[^1].Columns;

    /// <summary>Units of each hidden layer.</summary>
    public ValueList<int> HiddenLayer => [.. Matrices.SkipLast(1).Select(matrix => matrix.Columns)];

    /// <summary>The standard deviation the weights were drawn with.</summary>
    public double WeightScale { get; }

    /// <summary>The seed they were drawn from.</summary>
    public int Seed { get; }

    /// <summary>The weights of each layer, inputs x units, first layer to output layer.</summary>
    public ValueList<Matrix> Matrices { get; }

    /// <summary>Draws weights from N(0, weightScale^2), row by row, layer by layer.</summary>
    /// <param name="images">The images that go in, pixel by pixel.</param>
    /// <param name="hiddenLayers">Units of each hidden layer.</param>
    /// <param name="outputs">Logits that come out.</param>
    /// <param name="weightScale">The standard deviation: 0.05 are the lesson's good weights, 5 its bad ones.</param>
    /// <param name="seed">The same seed gives the same weights, whatever else is drawn from it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width is below 1, or the scale is not above 0 and finite in float32.</exception>
    public static InitialWeights Draw(ImageShape images, IReadOnlyList<int> hiddenLayers, int outputs, double weightScale, int seed)
    {
        ArgumentNullException.ThrowIfNull(hiddenLayers);
        var random = new RandomSource(seed, RandomPurpose.InitialWeights);
        int[] widths = [images.Pixels, .. hiddenLayers, outputs];
        var matrices = new Matrix[widths.Length - 1];
        for (int layer = 0; layer < matrices.Length; layer++)
            matrices[layer] = Matrix.Draw(widths[layer], widths[layer + 1], weightScale, random);

        return new InitialWeights(images, [.. matrices], weightScale, seed);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{string.Join('-', Matrices.Select(matrix => matrix.Rows))}-{Matrices[^1].Columns}, N(0, {WeightScale}^2), seed {Seed}");
}
