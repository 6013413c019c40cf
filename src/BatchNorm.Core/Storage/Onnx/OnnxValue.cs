namespace BatchNorm.Storage.Onnx;

/// <summary>An input or an output of a graph, of single precision.</summary>
/// <param name="Name">What programs call it.</param>
/// <param name="Dimensions">Each a length or, where it is free, a name: batch.</param>
/// <param name="Text">What it is, for people.</param>
internal sealed record OnnxValue(string Name, IReadOnlyList<OnnxDimension> Dimensions, string Text);
