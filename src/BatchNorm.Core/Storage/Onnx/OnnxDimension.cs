namespace BatchNorm.Storage.Onnx;

/// <summary>A dimension of an input or an output: a fixed length, or a free one with a name.</summary>
internal readonly record struct OnnxDimension(int Length, string? Name)
{
    public static implicit operator OnnxDimension(int length) => new(length, null);

    public static implicit operator OnnxDimension(string name) => new(0, name);
}
