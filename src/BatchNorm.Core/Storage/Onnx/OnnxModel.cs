using System.Globalization;
using BatchNorm.Files;
using BatchNorm.Networks;
using BatchNorm.Training;
using Google.Protobuf;

namespace BatchNorm.Storage.Onnx;

/// <summary>
/// A network as an ONNX model, for inference in other programs: version 17 of the operators, version 8 of the file format. Batch normalization uses
/// the population statistics.
/// </summary>
/// <remarks>
/// The input "image" is float32, 0 (black) to 1, the pixels row by row: [batch, inputs], or [batch, 1, rows, columns] for a convolutional network.
/// The output "logits" is [batch, classes]. A recurrent network that begins to read with noise has a second input that need not be
/// given, "initial_state", [1 or batch, units].
/// </remarks>
public sealed class OnnxModel
{
    /// <summary>What the input is called.</summary>
    public const string Image = "image";

    /// <summary>What the output is called.</summary>
    public const string Logits = "logits";

    /// <summary>What the hidden state is called that a recurrent network begins to read with.</summary>
    public const string InitialState = "initial_state";

    internal const string ImageText = "Pixels from 0 to 1, row by row.";

    internal const string LogitsText = "One a class; the largest is the prediction, and softmax makes probabilities of them.";

    private const string Normalization = "BatchNormalization";

    private readonly ProtobufMessage _message;

    private OnnxModel(ProtobufMessage message, IReadOnlyList<string> remarks)
    {
        _message = message;
        Remarks = remarks;
    }

    /// <summary>What the model does not do as the network does, in sentences; mostly none.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Makes a model of a network as it is now.</summary>
    /// <param name="network">The network.</param>
    /// <param name="fold">Whether batch normalization goes into the products beside it, and leaves no operation of its own where that can be.</param>
    /// <exception cref="ArgumentException">The model is larger than ONNX files can be, or the architecture is none that can be written.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    public static OnnxModel Of(NeuralNet network, bool fold = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkParameters parameters = network.ReadParameters();
        OnnxGraph graph = parameters switch
        {
            LayeredParameters layered => LayeredGraph.Of(layered.Definition, fold ? FoldedLayers.Of(layered) : layered.Layers),
            RecurrentParameters recurrent => RecurrentGraph.Of(recurrent, fold),
            _ => throw new ArgumentException($"Networks of the {network.Architecture} architecture cannot be written as ONNX. Export it as .safetensors."),
        };
        ProtobufMessage message = OnnxMessages.Model(graph, network.Name, network.Definition.ToString(), Version, Metadata(network));
        if (message.Size > int.MaxValue)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{network.Name}' would be an ONNX file of {message.Size} bytes; such files hold at most {int.MaxValue}. Export it as .safetensors."));
        }

        return new OnnxModel(message, [.. Differences(network.Definition, graph, fold)]);
    }

    /// <summary>Writes the model. The file appears whole or not at all, and the same network gives the same bytes.</summary>
    /// <param name="path">Where; the folder must exist.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="IOException">The folder is missing or full, or the file exists and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Save(string path, bool overwrite = true) => AtomicFile.Write(path, overwrite, stream =>
    {
        using var coded = new CodedOutputStream(stream, leaveOpen: true);
        _message.WriteTo(coded);
    });

    private static string Version { get; } = typeof(OnnxModel).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "";

    private static IEnumerable<KeyValuePair<string, string>> Metadata(NeuralNet network) =>
    [
        new("name", network.Name),
        new("network", network.Definition.ToString()),
        new("trained_batches", MetadataTexts.Of(network.TrainedBatches)),
    ];

    private static IEnumerable<string> Differences(NetworkDefinition definition, OnnxGraph graph, bool fold)
    {
        if (definition is RecurrentDefinition { InitialStateNoise: > 0 })
        {
            yield return $"The network begins to read every image with a little noise of that image's own, which ONNX cannot express: in the file it is the input '{InitialState}', 0 unless given, and the logits differ a little from this module's.";
        }

        int left = fold ? graph.Nodes.Count(node => node.Operator == Normalization) : 0;
        if (left > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{left} batch normalizations could not be folded and stay operations of their own: after the activation, and below a convolution whose borders are filled with zeros.");
        }
    }
}
