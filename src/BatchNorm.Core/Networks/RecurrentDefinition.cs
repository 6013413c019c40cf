using BatchNorm.Data;
using BatchNorm.Randomness;
using BatchNorm.Settings;

namespace BatchNorm.Networks;

/// <summary>
/// An LSTM that reads an image step by step and names the digit after the last one, with batch normalization after Cooijmans, Ballas,
/// Laurent, Gülçehre, Courville, "Recurrent Batch Normalization" (arXiv:1603.09025).
/// </summary>
/// <remarks>
/// <para>At every step t, with x_t the part of the image it reads, and * by element:</para>
/// <code>
/// f, i, o, g = BN(h_(t-1) W_h; gamma_h) + BN(x_t W_x; gamma_x) + b
/// c_t = sigmoid(f) * c_(t-1) + sigmoid(i) * tanh(g)
/// h_t = sigmoid(o) * tanh(BN(c_t; gamma_c, beta_c))
/// </code>
/// <para>
/// The two products are normalized apart, so that their weight against each other is learned; one bias serves for both of their betas. The
/// cell is normalized only on its way out, so that its memory from step to step stays as it is. gamma and beta are shared by all steps,
/// but every step has statistics of its own (section 3). gamma begins at 0.1: at 1 the gradient vanishes on its way back through the
/// steps (section 4). Without batch normalization BN(z) is z, and everything else is the same. In place of tanh any activation can be asked for.
/// </para>
/// <para>
/// It starts like the authors' code: orthogonal matrices, the identity from the hidden state to the candidate g, the forget gate's bias
/// at 1, every other at 0, and the states h_0 and c_0 at 0. Its weight scale multiplies these matrices: 1 is the paper's.
/// </para>
/// <para>
/// It is usually trained by RMSProp and always with gradients clipped at a norm of 1: see <c>GradientClipping</c> of the engines.
/// </para>
/// </remarks>
public sealed record RecurrentDefinition : NetworkDefinition
{
    /// <summary>gamma before training.</summary>
    public const float InitialGamma = 0.1f;

    /// <summary>The most units: their matrices grow with the square of their number, and drawing them with the cube.</summary>
    public const int MostUnits = 1000;

    /// <summary>f, i, o and g, side by side in this order wherever there are 4 x units of something.</summary>
    internal const int Gates = 4;

    private const string Mean = "population_mean", Variance = "population_variance";

    /// <summary>Seed of the one permutation there is: it belongs to the task, as in the paper, and not to a network or a run.</summary>
    private const int PermutationSeed = 1;

    private const double NoiseOfReadingInOrder = 0.1;

    /// <summary>Describes a network.</summary>
    /// <param name="images">The images that go in.</param>
    /// <param name="units">Units of the one hidden layer, 1 to <see cref="MostUnits"/>: 100 in the paper.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">What is called tanh above: tanh in the paper.</param>
    /// <param name="batchNorm">How it is normalized, or null where it is not.</param>
    /// <param name="pixelByPixel">Whether it reads an image a pixel a step, as in the paper, or a row a step.</param>
    /// <param name="permuted">Whether it reads the pixels in an order drawn at random, always the same.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or batch normalization is asked for in a form that it has not.</exception>
    public RecurrentDefinition(
        ImageShape images, int units, int outputs, Activation activation, BatchNormSettings? batchNorm, bool pixelByPixel, bool permuted)
        : base(images, outputs, activation, batchNorm)
    {
        if (units is < 1 or > MostUnits)
            throw new ArgumentOutOfRangeException(nameof(units), units, $"A recurrent network has 1 to {MostUnits} units.");
        if (batchNorm is { Placement: not BatchNormPlacement.BeforeActivation } or { Implementation: not null })
            throw new ArgumentException("In a recurrent network batch normalization has its place and its form: leave Placement and Implementation out.");

        Units = units;
        PixelByPixel = pixelByPixel;
        Permuted = permuted;
        Steps = pixelByPixel ? images.Pixels : images.Rows;
        StepInputs = pixelByPixel ? 1 : images.Columns;
        if ((long)Math.Max(Steps, StepInputs) * Gates * units > Array.MaxLength)
            throw new ArgumentException($"A recurrent network of {units} units for images of {images} pixels is more than fits into memory. Use fewer units or smaller images.");
    }

    /// <inheritdoc/>
    public override Architecture Architecture => Architecture.Recurrent;

    /// <summary>Units of the hidden layer.</summary>
    public int Units { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> HiddenLayers => [Units];

    /// <summary>Whether it reads an image a pixel a step, or a row a step.</summary>
    public bool PixelByPixel { get; }

    /// <summary>Whether it reads the pixels in an order drawn at random, always the same.</summary>
    public bool Permuted { get; }

    /// <summary>Steps it takes to read an image: the paper's T_max.</summary>
    public int Steps { get; }

    /// <summary>Pixels it reads a step.</summary>
    public int StepInputs { get; }

    /// <summary>
    /// The standard deviation of the noise that is added to h_0, in the network without batch normalization too: 0.1, or none where the
    /// pixels are permuted. In order, every image begins with a hundred black pixels, four rows: without noise the variance is 0 in all
    /// these steps. Divided by epsilon's root once a step, the gradient explodes (section 5.1) and, by rows, the slightest lag of
    /// the population mean grows until nothing is predicted right that training gets right.
    /// </summary>
    public double InitialStateNoise => Permuted ? 0 : NoiseOfReadingInOrder;

    /// <summary>
    /// input.weight [pixels a step, 4 units], hidden.weight [units, 4 units] and bias [4 units], the columns being those of f, i, o and g; with
    /// batch normalization .gamma [4 units], .population_mean and .population_variance [steps, 4 units] of input and hidden, and
    /// cell.gamma, cell.beta [units], cell.population_mean and cell.population_variance [steps, units]; output.weight [units,
    /// outputs] and output.bias [outputs].
    /// </summary>
    public override IEnumerable<TensorShape> Tensors
    {
        get
        {
            int gates = Gates * Units;
            yield return new TensorShape(Name.InputWeight, [StepInputs, gates]);
            yield return new TensorShape(Name.HiddenWeight, [Units, gates]);
            yield return new TensorShape(Name.Bias, [gates]);
            if (BatchNorm is not null)
            {
                foreach (TensorShape shape in Normalization(Name.Input, gates, hasBeta: false)
                    .Concat(Normalization(Name.Hidden, gates, hasBeta: false)).Concat(Normalization(Name.Cell, Units, hasBeta: true)))
                    yield return shape;
            }

            yield return new TensorShape(Name.OutputWeight, [Units, Outputs]);
            yield return new TensorShape(Name.OutputBias, [Outputs]);
        }
    }

    /// <summary>Which pixel it reads first, second and so on, counted row by row.</summary>
    public int[] PixelOrder()
    {
        int[] order = [.. Enumerable.Range(0, Inputs)];
        if (Permuted)
            new RandomSource(PermutationSeed, RandomPurpose.PixelPermutation).Shuffle(order);
        return order;
    }

    /// <summary>Draws orthogonal matrices, weightScale times as large; the identity is the hidden state's way to g.</summary>
    /// <inheritdoc/>
    public override RecurrentParameters Draw(double weightScale, int seed)
    {
        _ = PositiveFloat32.Checked(weightScale, nameof(weightScale), "The weight scale");
        var random = new RandomSource(seed, RandomPurpose.InitialWeights);
        double[] input = OrthogonalMatrix.Draw(StepInputs, Gates * Units, random);
        double[] hidden = HiddenWeight(OrthogonalMatrix.Draw(Units, (Gates - 1) * Units, random));
        double[] output = OrthogonalMatrix.Draw(Units, Outputs, random);
        return new RecurrentParameters(this, [.. Tensors.Select(tensor => tensor.Name switch
        {
            Name.InputWeight => Scaled(input),
            Name.HiddenWeight => Scaled(hidden),
            Name.OutputWeight => Scaled(output),
            Name.Bias => [.. Enumerable.Range(0, Gates * Units).Select(column => column < Units ? 1f : 0f)],
            var other => Filled(tensor.Shape, StartOf(other)),
        })]);

        float[] Scaled(double[] values) => [.. values.Select(value => (float)(weightScale * value))];
    }

    /// <inheritdoc/>
    public override RecurrentParameters Assemble(IReadOnlyList<float[]> values) => new(this, values);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"LSTM of {Units} reading {Steps} {(PixelByPixel ? "pixels" : $"rows of {StepInputs}")}{(Permuted ? ", permuted" : "")}, {Outputs} outputs")
        + (Activation == Activation.Tanh ? "" : $", {Activation}") + (BatchNorm is null ? "" : " with batch normalization");

    private protected override ExperimentSettings Shape(ExperimentSettings usual) => usual with
    {
        HiddenLayer = WidthsText.Join(HiddenLayers),
        PixelByPixel = PixelByPixel,
        Permuted = Permuted,
    };

    private IEnumerable<TensorShape> Normalization(string of, int width, bool hasBeta)
    {
        yield return new TensorShape(Name.Gamma(of), [width]);
        if (hasBeta)
            yield return new TensorShape(Name.Beta(of), [width]);
        yield return new TensorShape(Name.PopulationMean(of), [Steps, width]);
        yield return new TensorShape(Name.PopulationVariance(of), [Steps, width]);
    }

    /// <summary>An orthogonal matrix for the three gates and, on their right, the identity for g.</summary>
    private double[] HiddenWeight(double[] gates)
    {
        int width = (Gates - 1) * Units;
        var values = new double[Units * Gates * Units];
        for (int row = 0; row < Units; row++)
        {
            Span<double> target = values.AsSpan(row * Gates * Units, Gates * Units);
            gates.AsSpan(row * width, width).CopyTo(target);
            target[width + row] = 1;
        }

        return values;
    }

    private static float StartOf(string name) =>
        name.EndsWith(".gamma", StringComparison.Ordinal) ? InitialGamma : name.EndsWith(Variance, StringComparison.Ordinal) ? 1 : 0;

    private static float[] Filled(IReadOnlyList<int> shape, float value)
    {
        var values = new float[shape.Aggregate(1, (product, length) => product * length)];
        values.AsSpan().Fill(value);
        return values;
    }

    /// <summary>What the tensors are called.</summary>
    internal static class Name
    {
        public const string Input = "input", Hidden = "hidden", Cell = "cell";
        public const string InputWeight = "input.weight", HiddenWeight = "hidden.weight", OutputWeight = "output.weight";
        public const string Bias = "bias", OutputBias = "output.bias";

        public static string Gamma(string of) => $"{of}.gamma";

        public static string Beta(string of) => $"{of}.beta";

        public static string PopulationMean(string of) => $"{of}.{Mean}";

        public static string PopulationVariance(string of) => $"{of}.{Variance}";
    }
}
