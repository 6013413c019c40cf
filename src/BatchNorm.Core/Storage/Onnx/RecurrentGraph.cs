using BatchNorm.Networks;
using Name = BatchNorm.Networks.RecurrentDefinition.Name;

namespace BatchNorm.Storage.Onnx;

/// <summary>
/// The graph of an LSTM, its steps written out one after the other: ONNX has an LSTM, but none whose every step is normalized with statistics of
/// its own. Weights, gamma and beta are there once, for all steps.
/// </summary>
internal sealed class RecurrentGraph
{
    private readonly RecurrentParameters _parameters;
    private readonly RecurrentDefinition _definition;
    private readonly bool _isFolded;
    private readonly OnnxGraph _graph = new();
    private readonly int _units;

    private RecurrentGraph(RecurrentParameters parameters, bool fold)
    {
        _parameters = parameters;
        _definition = parameters.Definition;
        _isFolded = fold;
        _units = _definition.Units;
    }

    /// <summary>Makes the graph.</summary>
    /// <param name="parameters">The network.</param>
    /// <param name="fold">
    /// Whether a normalization becomes the factor and the shift that it is in inference, those of a step's products going into its bias. The products
    /// themselves are all steps' and cannot take the factors of one.
    /// </param>
    public static OnnxGraph Of(RecurrentParameters parameters, bool fold) => new RecurrentGraph(parameters, fold).Build();

    private OnnxGraph Build()
    {
        string image = _graph.Input(OnnxModel.Image, OnnxModel.ImageText, "batch", _definition.Inputs);
        string hidden = InitialHiddenState();
        string cell = _graph.Constant("initial_cell", [1, _units], new float[_units]);
        IReadOnlyList<string> read = Read(image);
        for (int step = 0; step < read.Count; step++)
            (hidden, cell) = Step(step, read[step], hidden, cell);

        _graph.Add("Gemm", OnnxModel.Logits, [hidden, Constant(Name.OutputWeight), Constant(Name.OutputBias)]);
        _graph.Output(OnnxModel.Logits, OnnxModel.LogitsText, "batch", _definition.Outputs);
        return _graph;
    }

    /// <summary>
    /// 0; where the network begins to read with a noise of its own it is an input that need not be given. In the graph it is one row, for
    /// all images.
    /// </summary>
    private string InitialHiddenState()
    {
        string state = _graph.Constant(OnnxModel.InitialState, [1, _units], new float[_units]);
        return _definition.InitialStateNoise == 0
            ? state
            : _graph.Input(OnnxModel.InitialState, "The hidden state to begin with, one row for each image or one for all; 0 unless given.", "states", _units);
    }

    /// <summary>The pixels of each step, batch x pixels a step, in the order in which they are read.</summary>
    private IReadOnlyList<string> Read(string image)
    {
        string ordered = !_definition.Permuted ? image : _graph.Add(
            "Gather", "ordered", [image, _graph.Integers("pixel_order", [.. _definition.PixelOrder().Select(pixel => (long)pixel)])],
            new OnnxAttribute.Integer("axis", 1));
        return _graph.Split("pixels", ordered, _definition.Steps, _definition.StepInputs);
    }

    private (string Hidden, string Cell) Step(int step, string x, string hidden, string cell)
    {
        string name = FormattableString.Invariant($"steps.{step}");
        string sums = Sums(
            name, step,
            _graph.Add("MatMul", $"{name}.input", [x, Constant(Name.InputWeight)]),
            _graph.Add("MatMul", $"{name}.hidden", [hidden, Constant(Name.HiddenWeight)]));
        IReadOnlyList<string> gates = _graph.Split($"{name}.gates", sums, RecurrentDefinition.Gates, _units);
        string forget = _graph.Add("Sigmoid", $"{name}.forget", [gates[0]]);
        string input = _graph.Add("Sigmoid", $"{name}.take", [gates[1]]);
        string output = _graph.Add("Sigmoid", $"{name}.show", [gates[2]]);
        string candidate = _graph.Activation($"{name}.candidate", _definition.Activation, gates[3]);

        string kept = _graph.Add("Mul", $"{name}.kept", [forget, cell]);
        string taken = _graph.Add("Mul", $"{name}.taken", [input, candidate]);
        string next = _graph.Add("Add", $"{name}.cell", [kept, taken]);
        string shown = _graph.Activation($"{name}.shown", _definition.Activation, NormalizedCell(name, step, next));
        return (_graph.Add("Mul", $"{name}.state", [output, shown]), next);
    }

    /// <summary>What goes into the gates: both products, normalized apart where they are, and the bias.</summary>
    private string Sums(string name, int step, string input, string hidden)
    {
        string bias;
        if (_definition.BatchNorm is null || !_isFolded)
        {
            input = Normalized(name, step, Name.Input, input, hasBeta: false);
            hidden = Normalized(name, step, Name.Hidden, hidden, hasBeta: false);
            bias = Constant(Name.Bias);
        }
        else
        {
            LinearNormalization ofInput = Linear(Name.Input, step, hasBeta: false), ofHidden = Linear(Name.Hidden, step, hasBeta: false);
            input = Scaled($"{name}.input", input, ofInput);
            hidden = Scaled($"{name}.hidden", hidden, ofHidden);
            bias = _graph.Constant(
                $"{name}.bias",
                [.. _parameters[Name.Bias].Values.Select((value, unit) => (float)(value + ofInput.Shift[unit] + ofHidden.Shift[unit]))]);
        }

        return _graph.Add("Add", $"{name}.sums", [_graph.Add("Add", $"{name}.products", [hidden, input]), bias]);
    }

    private string NormalizedCell(string name, int step, string cell)
    {
        if (_definition.BatchNorm is null || !_isFolded)
            return Normalized(name, step, Name.Cell, cell, hasBeta: true);

        LinearNormalization linear = Linear(Name.Cell, step, hasBeta: true);
        string shift = _graph.Constant($"{name}.cell.shift", [.. linear.Shift.Select(value => (float)value)]);
        return _graph.Add("Add", $"{name}.cell.shifted", [Scaled($"{name}.cell", cell, linear), shift]);
    }

    private string Scaled(string name, string value, LinearNormalization linear) => _graph.Add(
        "Mul", $"{name}.scaled", [value, _graph.Constant($"{name}.factor", [.. linear.Factor.Select(factor => (float)factor)])]);

    /// <summary>An operation of its own for what a step normalizes; nothing where it normalizes nothing.</summary>
    private string Normalized(string name, int step, string of, string value, bool hasBeta) => _definition.BatchNorm is not { } settings ? value : _graph.Add(
        "BatchNormalization",
        $"{name}.{of}.normalization",
        [
            value,
            Constant(Name.Gamma(of)),
            hasBeta ? Constant(Name.Beta(of)) : _graph.Constant("no_beta", new float[RecurrentDefinition.Gates * _units]),
            _graph.Constant($"{name}.{Name.PopulationMean(of)}", OfStep(Name.PopulationMean(of), step)),
            _graph.Constant($"{name}.{Name.PopulationVariance(of)}", OfStep(Name.PopulationVariance(of), step)),
        ],
        new OnnxAttribute.Number("epsilon", (float)settings.Epsilon));

    private LinearNormalization Linear(string of, int step, bool hasBeta) => LinearNormalization.Of(
        _parameters[Name.Gamma(of)].Values,
        hasBeta ? _parameters[Name.Beta(of)].Values : null,
        OfStep(Name.PopulationMean(of), step),
        OfStep(Name.PopulationVariance(of), step),
        _definition.BatchNorm!.Epsilon);

    /// <summary>A step's row of a tensor that has one for each.</summary>
    private float[] OfStep(string name, int step)
    {
        NamedTensor tensor = _parameters[name];
        int length = tensor.Shape[1];
        return tensor.Values[(step * length)..((step + 1) * length)];
    }

    private string Constant(string name)
    {
        NamedTensor tensor = _parameters[name];
        return _graph.Constant(name, tensor.Shape, tensor.Values);
    }
}
