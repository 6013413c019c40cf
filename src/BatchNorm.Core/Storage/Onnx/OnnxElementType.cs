namespace BatchNorm.Storage.Onnx;

/// <summary>What a tensor's elements are, by the numbers of TensorProto.DataType.</summary>
internal enum OnnxElementType
{
    /// <summary>Single precision.</summary>
    Float = 1,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64 = 7,
}
