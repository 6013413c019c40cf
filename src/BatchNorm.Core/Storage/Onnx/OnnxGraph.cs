namespace BatchNorm.Storage.Onnx;

/// <summary>A graph as it grows: every operation gives its output the operation's own name, by which the next takes it.</summary>
internal sealed class OnnxGraph
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _constants = [];
    private readonly HashSet<string> _constantNames = new(StringComparer.Ordinal);
    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];

    /// <summary>All operations, each after those whose outputs it takes.</summary>
    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    /// <summary>All constants.</summary>
    public IReadOnlyList<OnnxTensor> Constants => _constants;

    /// <summary>What goes in.</summary>
    public IReadOnlyList<OnnxValue> Inputs => _inputs;

    /// <summary>What comes out.</summary>
    public IReadOnlyList<OnnxValue> Outputs => _outputs;

    /// <summary>Declares what goes in.</summary>
    public string Input(string name, string text, params OnnxDimension[] dimensions)
    {
        _inputs.Add(new OnnxValue(name, dimensions, text));
        return name;
    }

    /// <summary>Declares what comes out: the output of an operation of that name.</summary>
    public void Output(string name, string text, params OnnxDimension[] dimensions) => _outputs.Add(new OnnxValue(name, dimensions, text));

    /// <summary>Adds numbers. A name that is there already means the same numbers, which are kept once.</summary>
    public string Constant(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values)
    {
        if (_constantNames.Add(name))
            _constants.Add(OnnxTensor.Of(name, shape, values));
        return name;
    }

    /// <summary>Adds one number for each unit.</summary>
    public string Constant(string name, IReadOnlyList<float> values) => Constant(name, [values.Count], [.. values]);

    /// <summary>Adds a single number.</summary>
    public string Number(string name, double value) => Constant(name, [], [(float)value]);

    /// <summary>Adds whole numbers.</summary>
    public string Integers(string name, params ReadOnlySpan<long> values)
    {
        if (_constantNames.Add(name))
            _constants.Add(OnnxTensor.Of(name, values));
        return name;
    }

    /// <summary>Adds an operation with one output.</summary>
    /// <returns>The name of its output, which is its own.</returns>
    public string Add(string @operator, string name, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(new OnnxNode(@operator, name, inputs, [name], attributes));
        return name;
    }

    /// <summary>Cuts a value along its columns into equal parts.</summary>
    /// <param name="name">The operation's name; its outputs are called the same, with their number behind.</param>
    /// <param name="value">Batch x (parts x length).</param>
    /// <param name="parts">How many.</param>
    /// <param name="length">Columns of each.</param>
    public IReadOnlyList<string> Split(string name, string value, int parts, int length)
    {
        string[] outputs = [.. Enumerable.Range(0, parts).Select(part => FormattableString.Invariant($"{name}.{part}"))];
        string lengths = Integers(FormattableString.Invariant($"split.{parts}x{length}"), [.. Enumerable.Repeat((long)length, parts)]);
        _nodes.Add(new OnnxNode("Split", name, [value, lengths], outputs, [new OnnxAttribute.Integer("axis", 1)]));
        return outputs;
    }
}
