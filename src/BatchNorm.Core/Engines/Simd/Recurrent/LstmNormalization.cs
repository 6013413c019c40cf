using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>The batch normalization of an LSTM as a stage computes with it: what was learned, arranged in strips, and the steps forth.</summary>
/// <remarks>
/// Three quantities are normalized, x W_x, h W_h and c, in every step with statistics of its own. The layer has their running estimates,
/// <see cref="PopulationStatistics"/>. A stage has <see cref="StepNormalizers"/> for each, as many as it has to keep; the one of a step and a
/// strip is a <see cref="Normalizer"/>, which kernels take; the two that lead to the gates go together as <see cref="GateNormalizers"/>.
/// </remarks>
internal sealed unsafe class LstmNormalization<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly GateStrips _strips;
    private readonly LstmWeights<V> _weights;
    private readonly PopulationStatistics _population;
    private readonly StepNormalizers _input, _hidden, _cell;
    private readonly NativeMatrix _beta;
    private readonly NativeMatrix _fromInput;

    /// <summary>Makes room.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="strips">How the gates are arranged.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="population">The running estimates.</param>
    /// <param name="slots">How many steps have normalizers of their own.</param>
    /// <param name="capacity">The most images.</param>
    public LstmNormalization(
        NativeArena arena, GateStrips strips, LstmWeights<V> weights, PopulationStatistics population, int slots, int capacity)
    {
        _strips = strips;
        _weights = weights;
        _population = population;
        _beta = strips.AllocateUnits(arena, 1);
        _fromInput = GateStrips.AllocateStrip(arena, capacity);
        int gates = weights.Bias.Stride;
        _input = new StepNormalizers(arena, gates, slots, population.Epsilon);
        _hidden = new StepNormalizers(arena, gates, slots, population.Epsilon);
        _cell = new StepNormalizers(arena, _beta.Stride, slots, population.Epsilon);
    }

    /// <summary>Copies what was learned as it is now.</summary>
    public void Copy(LstmParameters.NormalizationParameters learned)
    {
        _strips.Group(learned.InputGamma.Values, _input.Gamma);
        _strips.Group(learned.HiddenGamma.Values, _hidden.Gamma);
        CopyUnits(learned.CellGamma.Values, _cell.Gamma);
        CopyUnits(learned.CellBeta.Values, _beta.Values);
    }

    /// <summary>Normalizes a step with the running estimates from here on.</summary>
    public void UsePopulation(int step, int slot)
    {
        Normalizer input = _input.At(slot, 0), hidden = _hidden.At(slot, 0), cell = _cell.At(slot, 0);
        _strips.Group(_population.Input.Mean.Row(step), input.Mean);
        _strips.Group(_population.Input.Variance.Row(step), input.Variance);
        _strips.Group(_population.Hidden.Mean.Row(step), hidden.Mean);
        _strips.Group(_population.Hidden.Variance.Row(step), hidden.Variance);
        CopyUnits(_population.Cell.Mean.Row(step), cell.Mean);
        CopyUnits(_population.Cell.Variance.Row(step), cell.Variance);
        foreach (GateStrip strip in _strips.All)
            Rescale(slot, strip);
    }

    /// <summary>Moves the running estimates of a step towards what it was normalized with: p = decay p + (1 - decay) batch value.</summary>
    public void MovePopulation(int step, int slot)
    {
        float decay = _population.Decay, renewal = _population.Renewal;
        Normalizer input = _input.At(slot, 0), hidden = _hidden.At(slot, 0), cell = _cell.At(slot, 0);
        _strips.MixUngrouped(decay, _population.Input.Mean.Row(step), renewal, input.Mean);
        _strips.MixUngrouped(decay, _population.Input.Variance.Row(step), renewal, input.Variance);
        _strips.MixUngrouped(decay, _population.Hidden.Mean.Row(step), renewal, hidden.Mean);
        _strips.MixUngrouped(decay, _population.Hidden.Variance.Row(step), renewal, hidden.Variance);
        GateStrips.Mix(decay, _population.Cell.Mean.Row(step), renewal, cell.Mean, _strips.Units);
        GateStrips.Mix(decay, _population.Cell.Variance.Row(step), renewal, cell.Variance, _strips.Units);
    }

    /// <summary>The way forth of a step from h W_h on, for a strip of units.</summary>
    /// <param name="images">What the steps read.</param>
    /// <param name="step">Counted from 0.</param>
    /// <param name="slot">Whose normalizers the step has.</param>
    /// <param name="strip">The strip.</param>
    /// <param name="usesBatch">Whether the normalizers take over the batch's statistics, or are used as they are.</param>
    /// <param name="z">images x the strip's gates: h W_h.</param>
    /// <param name="before">images x the strip's units: the cell of the step before.</param>
    /// <param name="cell">images x the strip's units: receives the cell; may be the one before itself.</param>
    /// <param name="hidden">images x the strip's units: receives the hidden state.</param>
    public void Forward(
        LitPixels images, int step, int slot, GateStrip strip, bool usesBatch,
        NativeMatrix z, NativeMatrix before, NativeMatrix cell, NativeMatrix hidden)
    {
        NativeMatrix gates = FromInput(images, step, strip, z.Rows);
        GateNormalizers ofGates = GatesAt(slot, strip);
        if (usesBatch)
        {
            ofGates.Input.Measure<V>(gates);
            ofGates.Hidden.Measure<V>(z);
        }

        NormalizedLstmStrip<V, F>.Gates(z, gates, ofGates, gates);
        LstmStrip<V, F>.Cell(gates, before, cell);
        Normalizer ofCell = CellAt(slot, strip);
        if (usesBatch)
            ofCell.Measure<V>(cell);
        NormalizedLstmStrip<V, F>.Hidden(gates, cell, ofCell, Beta(strip), hidden);
    }

    /// <summary>Computes the scales of a step again, whose room other steps have used since: gamma / sqrt(variance + epsilon).</summary>
    public void Rescale(int slot, GateStrip strip)
    {
        _input.At(slot, strip.Column).Rescale<V>(strip.Columns);
        _hidden.At(slot, strip.Column).Rescale<V>(strip.Columns);
        _cell.At(slot, strip.Unit).Rescale<V>(strip.Units);
    }

    /// <summary>x W_x for a strip, in memory that the next one uses again.</summary>
    public NativeMatrix FromInput(LitPixels images, int step, GateStrip strip, int count)
    {
        NativeMatrix product = strip.In(_fromInput, count);
        LitProduct<V>.Multiply(images, step, strip.GatesOf(_weights.Input), product);
        return product;
    }

    /// <summary>What leads to the gates of a strip in a step.</summary>
    public GateNormalizers GatesAt(int slot, GateStrip strip) =>
        new(_hidden.At(slot, strip.Column), _input.At(slot, strip.Column), _weights.Bias.Values + strip.Column);

    /// <summary>What normalizes the cells of a strip in a step.</summary>
    public Normalizer CellAt(int slot, GateStrip strip) => _cell.At(slot, strip.Unit);

    /// <summary>beta of a strip.</summary>
    public float* Beta(GateStrip strip) => _beta.Values + strip.Unit;

    private void CopyUnits(float* source, float* target) =>
        new ReadOnlySpan<float>(source, _strips.Units).CopyTo(new Span<float>(target, _strips.Units));
}
