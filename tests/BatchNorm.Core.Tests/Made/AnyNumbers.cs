using BatchNorm.Networks;
using BatchNorm.Training;

namespace BatchNorm.Made;

/// <summary>Networks whose numbers are all different, as after a training, and always the same.</summary>
internal static class AnyNumbers
{
    public static NetworkParameters Of(NetworkDefinition definition)
    {
        var random = new Random(11);
        return definition.Assemble([.. definition.Tensors.Select(tensor => Fill(tensor, random))]);
    }

    public static NeuralNet Net(NetworkDefinition definition) =>
        new(null, Of(definition), 0.3, 1, EngineSelection.For(Settings.EngineKind.Auto, definition));

    private static float[] Fill(TensorShape tensor, Random random)
    {
        (double from, double to) = tensor.Name switch
        {
            var name when name.EndsWith("variance", StringComparison.Ordinal) => (0.2, 2),
            var name when name.EndsWith("gamma", StringComparison.Ordinal) => (0.5, 1.5),
            var name when name.EndsWith("weight", StringComparison.Ordinal) => (-0.4, 0.4),
            _ => (-0.5, 0.5),
        };
        var values = new float[tensor.Shape.Aggregate(1, (product, length) => product * length)];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(from + ((to - from) * random.NextDouble()));
        return values;
    }
}
