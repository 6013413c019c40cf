using BatchNorm.Storage;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>
/// The messages of an event file, with the field numbers of TensorBoard's event.proto, summary.proto, tensor.proto and of google/protobuf/struct.proto. Scalars are
/// written as simple values, which every reader knows, and not as tensors.
/// </summary>
internal static class EventMessages
{
    private const int Float32 = 1;

    /// <summary>What a file begins with.</summary>
    public static ProtobufMessage FileVersion { get; } = new ProtobufMessage()
        .Add(1, 0d)
        .Add(3, "brain.Event:2")
        .Add(10, new ProtobufMessage().Add(1, "BatchNorm"));

    /// <summary>Values at a step.</summary>
    /// <param name="seconds">Since the training began.</param>
    /// <param name="step">The step.</param>
    /// <param name="values">What <see cref="Scalar"/> and <see cref="PluginData"/> make.</param>
    public static ProtobufMessage Event(double seconds, int step, IEnumerable<ProtobufMessage> values) => new ProtobufMessage()
        .Add(1, seconds)
        .Add(2, step)
        .Add(5, new ProtobufMessage().AddEach(values, (summary, value) => summary.Add(1, value)));

    /// <summary>A number that has a curve of its own.</summary>
    public static ProtobufMessage Scalar(string tag, double value) => new ProtobufMessage().Add(1, tag).Add(2, (float)value);

    /// <summary>What a plugin reads: it stands in the description of a tensor that is empty.</summary>
    public static ProtobufMessage PluginData(string tag, string plugin, ProtobufMessage content)
    {
        ProtobufMessage data = new ProtobufMessage().Add(1, plugin).Add(2, content);
        ProtobufMessage empty = new ProtobufMessage().Add(1, Float32).Add(2, new ProtobufMessage().Add(2, new ProtobufMessage().Add(1, 0)));
        return new ProtobufMessage().Add(1, tag).Add(8, empty).Add(9, new ProtobufMessage().Add(1, data));
    }

    /// <summary>A value as google.protobuf.Value: a number, yes or no, or a text.</summary>
    public static ProtobufMessage Value(object value) => value switch
    {
        bool flag => new ProtobufMessage().Add(4, flag ? 1 : 0),
        int number => new ProtobufMessage().Add(2, (double)number),
        double number => new ProtobufMessage().Add(2, number),
        _ => new ProtobufMessage().Add(3, $"{value}"),
    };
}
