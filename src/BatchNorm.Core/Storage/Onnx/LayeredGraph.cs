using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Storage.Onnx;

/// <summary>The graph of a network of layers, fully connected or with convolutions below.</summary>
internal sealed class LayeredGraph
{
    private readonly LayeredDefinition _definition;
    private readonly OnnxGraph _graph = new();
    private int _below = 1;

    private LayeredGraph(LayeredDefinition definition) => _definition = definition;

    /// <summary>Makes the graph.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="layers">Its numbers; what has a normalization is normalized by an operation of its own.</param>
    public static OnnxGraph Of(LayeredDefinition definition, IReadOnlyList<LayerParameters> layers) => new LayeredGraph(definition).Build(layers);

    private OnnxGraph Build(IReadOnlyList<LayerParameters> layers)
    {
        int convolutions = (_definition as ConvolutionalDefinition)?.FeatureMaps.Count ?? 0;
        string x = Input();
        for (int layer = 0; layer < layers.Count; layer++)
        {
            string name = FormattableString.Invariant($"layers.{layer}");
            bool isOutput = layer == layers.Count - 1;
            if (layer == convolutions && convolutions > 0)
                x = _graph.Add("Flatten", "flatten", [x], new OnnxAttribute.Integer("axis", 1));

            string z = layer < convolutions ? Convolution(name, x, layers[layer]) : Product(name, isOutput ? OnnxModel.Logits : $"{name}.product", x, layers[layer]);
            x = isOutput ? z : Activate(name, z, layers[layer].Normalization);
            if (layer < convolutions)
                x = Pooling($"{name}.pooling", x);
        }

        _graph.Output(OnnxModel.Logits, OnnxModel.LogitsText, "batch", _definition.Outputs);
        return _graph;
    }

    private string Input() => _definition is ConvolutionalDefinition { Images: var images }
        ? _graph.Input(OnnxModel.Image, OnnxModel.ImageText, "batch", 1, images.Rows, images.Columns)
        : _graph.Input(OnnxModel.Image, OnnxModel.ImageText, "batch", _definition.Inputs);

    /// <summary>xW, and the bias where there is one.</summary>
    private string Product(string layer, string name, string x, LayerParameters parameters)
    {
        Matrix weight = parameters.Weight;
        return _graph.Add("Gemm", name,
        [
            x,
            _graph.Constant($"{layer}.weight", [weight.Rows, weight.Columns], weight.Values),
            .. parameters.Bias is { } bias ? [_graph.Constant($"{layer}.bias", bias)] : Array.Empty<string>(),
        ]);
    }

    /// <summary>The convolution, its borders filled with zeros so that maps keep their size.</summary>
    private string Convolution(string layer, string x, LayerParameters parameters)
    {
        int size = ((ConvolutionalDefinition)_definition).KernelSize, border = size / 2;
        Matrix weight = parameters.Weight;
        string kernels = _graph.Constant($"{layer}.weight", [weight.Columns, _below, size, size], weight.Transposed().Values);
        _below = weight.Columns;
        return _graph.Add(
            "Conv",
            $"{layer}.product",
            [x, kernels, .. parameters.Bias is { } bias ? [_graph.Constant($"{layer}.bias", bias)] : Array.Empty<string>()],
            new OnnxAttribute.Integers("kernel_shape", size, size),
            new OnnxAttribute.Integers("pads", border, border, border, border));
    }

    /// <summary>The activation, and the normalization before or after it where there is one.</summary>
    private string Activate(string layer, string z, NormalizationParameters? normalization)
    {
        bool isLast = _definition.BatchNorm?.Placement == BatchNormPlacement.AfterActivation;
        string x = isLast ? z : Normalize(layer, z, normalization);
        x = _graph.Activation($"{layer}.activation", _definition.Activation, x);
        return isLast ? Normalize(layer, x, normalization) : x;
    }

    private string Normalize(string layer, string z, NormalizationParameters? normalization) => normalization is not { } n ? z : _graph.Add(
        "BatchNormalization",
        $"{layer}.normalization",
        [
            z,
            _graph.Constant($"{layer}.gamma", n.Gamma),
            _graph.Constant($"{layer}.beta", n.Beta),
            _graph.Constant($"{layer}.population_mean", n.PopulationMean),
            _graph.Constant($"{layer}.population_variance", n.PopulationVariance),
        ],
        new OnnxAttribute.Number("epsilon", (float)_definition.BatchNorm!.Epsilon));

    private string Pooling(string name, string x)
    {
        const int Size = ConvolutionalDefinition.PoolingSize;
        return _graph.Add("AveragePool", name, [x],
            new OnnxAttribute.Integers("kernel_shape", Size, Size), new OnnxAttribute.Integers("strides", Size, Size));
    }
}
