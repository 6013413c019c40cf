using BatchNorm.Settings;

namespace BatchNorm.Storage.Onnx;

/// <summary>The activations in operators that version 17 has.</summary>
internal static class OnnxActivations
{
    private const float LeakySlope = 0.01f;

    /// <summary>Adds an activation to a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">The name of what comes out; what is in between is called the same, with something behind.</param>
    /// <param name="activation">Which.</param>
    /// <param name="x">What goes in.</param>
    public static string Activation(this OnnxGraph graph, string name, Activation activation, string x) => activation switch
    {
        Settings.Activation.ReLU => graph.Add("Relu", name, [x]),
        Settings.Activation.Sigmoid => graph.Add("Sigmoid", name, [x]),
        Settings.Activation.Tanh => graph.Add("Tanh", name, [x]),
        Settings.Activation.LeakyReLU => graph.Add("LeakyRelu", name, [x], new OnnxAttribute.Number("alpha", LeakySlope)),
        Settings.Activation.ELU => graph.Add("Elu", name, [x], new OnnxAttribute.Number("alpha", 1)),
        Settings.Activation.GELU => graph.Gelu(name, x),
        Settings.Activation.SiLU => graph.Add("Mul", name, [x, graph.Add("Sigmoid", $"{name}.sigmoid", [x])]),
        Settings.Activation.Softplus => graph.Add("Softplus", name, [x]),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation."),
    };

    /// <summary>x Phi(x) = x (1 + erf(x / sqrt 2)) / 2, written out: the operator Gelu came with version 20.</summary>
    private static string Gelu(this OnnxGraph graph, string name, string x)
    {
        string scaled = graph.Add("Mul", $"{name}.scaled", [x, graph.Number("gelu.sqrt_half", Math.Sqrt(0.5))]);
        string erf = graph.Add("Erf", $"{name}.erf", [scaled]);
        string doubled = graph.Add("Add", $"{name}.doubled", [erf, graph.Number("gelu.one", 1)]);
        string probability = graph.Add("Mul", $"{name}.probability", [doubled, graph.Number("gelu.half", 0.5)]);
        return graph.Add("Mul", name, [x, probability]);
    }
}
