namespace BatchNorm.Storage.Onnx;

/// <summary>One operation of a graph.</summary>
/// <param name="Operator">What it does, by the name in ONNX's list of operators.</param>
/// <param name="Name">Unique in the graph.</param>
/// <param name="Inputs">The values it takes.</param>
/// <param name="Outputs">The values it gives.</param>
/// <param name="Attributes">Its constants.</param>
internal sealed record OnnxNode(
    string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);
