namespace BatchNorm.Storage.Onnx;

/// <summary>A constant of a node that is no tensor: a number, a whole number or several of them.</summary>
/// <param name="Name">As the operator calls it.</param>
internal abstract record OnnxAttribute(string Name)
{
    /// <summary>A number.</summary>
    public sealed record Number(string Name, float Value) : OnnxAttribute(Name);

    /// <summary>A whole number.</summary>
    public sealed record Integer(string Name, long Value) : OnnxAttribute(Name);

    /// <summary>Whole numbers.</summary>
    public sealed record Integers(string Name, params long[] Values) : OnnxAttribute(Name);
}
