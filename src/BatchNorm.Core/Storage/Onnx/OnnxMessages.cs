namespace BatchNorm.Storage.Onnx;

/// <summary>
/// The messages of onnx.proto, with the numbers that their fields have there (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), as
/// far as a network needs them.
/// </summary>
internal static class OnnxMessages
{
    /// <summary>The version of the messages: 8, of ONNX 1.10 to 1.13, which every program reads that knows the operators.</summary>
    private const int IrVersion = 8;

    /// <summary>The version of the operators: 17, of ONNX 1.12.</summary>
    private const int OperatorVersion = 17;

    /// <summary>ModelProto.</summary>
    public static ProtobufMessage Model(OnnxGraph graph, string name, string description, string version, IEnumerable<KeyValuePair<string, string>> metadata) =>
        new ProtobufMessage()
            .Add(1, IrVersion)
            .Add(2, "BatchNorm")
            .Add(3, version)
            .Add(6, description)
            .Add(7, Graph(graph, name))
            .Add(8, new ProtobufMessage().Add(1, "").Add(2, OperatorVersion))
            .AddEach(metadata, (model, entry) => model.Add(14, new ProtobufMessage().Add(1, entry.Key).Add(2, entry.Value)));

    private static ProtobufMessage Graph(OnnxGraph graph, string name) => new ProtobufMessage()
        .AddEach(graph.Nodes, (message, node) => message.Add(1, Node(node)))
        .Add(2, name)
        .AddEach(graph.Constants, (message, constant) => message.Add(5, Tensor(constant)))
        .AddEach(graph.Inputs, (message, input) => message.Add(11, Value(input)))
        .AddEach(graph.Outputs, (message, output) => message.Add(12, Value(output)));

    private static ProtobufMessage Node(OnnxNode node) => new ProtobufMessage()
        .AddEach(node.Inputs, (message, input) => message.Add(1, input))
        .AddEach(node.Outputs, (message, output) => message.Add(2, output))
        .Add(3, node.Name)
        .Add(4, node.Operator)
        .AddEach(node.Attributes, (message, attribute) => message.Add(5, Attribute(attribute)));

    private static ProtobufMessage Attribute(OnnxAttribute attribute)
    {
        const int Kind = 20, OfNumber = 1, OfInteger = 2, OfIntegers = 7;
        ProtobufMessage message = new ProtobufMessage().Add(1, attribute.Name);
        return attribute switch
        {
            OnnxAttribute.Number number => message.Add(2, number.Value).Add(Kind, OfNumber),
            OnnxAttribute.Integer integer => message.Add(3, integer.Value).Add(Kind, OfInteger),
            OnnxAttribute.Integers integers => message.AddEach(integers.Values, (list, value) => list.Add(8, value)).Add(Kind, OfIntegers),
            _ => throw new ArgumentException($"An attribute cannot be a {attribute.GetType()}.", nameof(attribute)),
        };
    }

    private static ProtobufMessage Tensor(OnnxTensor tensor) => new ProtobufMessage()
        .AddEach(tensor.Shape, (message, length) => message.Add(1, length))
        .Add(2, (int)tensor.Type)
        .Add(8, tensor.Name)
        .Add(9, tensor.Bytes);

    /// <summary>ValueInfoProto, TypeProto, TypeProto.Tensor and TensorShapeProto, one in the other.</summary>
    private static ProtobufMessage Value(OnnxValue value)
    {
        ProtobufMessage shape = new ProtobufMessage().AddEach(value.Dimensions, (message, dimension) => message.Add(1, Dimension(dimension)));
        ProtobufMessage tensor = new ProtobufMessage().Add(1, (int)OnnxElementType.Float).Add(2, shape);
        return new ProtobufMessage().Add(1, value.Name).Add(2, new ProtobufMessage().Add(1, tensor)).Add(3, value.Text);
    }

    private static ProtobufMessage Dimension(OnnxDimension dimension) => dimension.Name is { } name
        ? new ProtobufMessage().Add(2, name)
        : new ProtobufMessage().Add(1, dimension.Length);
}
