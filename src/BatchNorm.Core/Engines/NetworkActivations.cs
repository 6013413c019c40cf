using BatchNorm.Data;

namespace BatchNorm.Engines;

/// <summary>What activation functions receive, gathered.</summary>
internal static class NetworkActivations
{
    /// <summary>What the activation function of one unit in every hidden layer receives: see <see cref="INetwork.VisitActivations"/>.</summary>
    /// <returns>For each hidden layer, from the first, the unit's values.</returns>
    public static IReadOnlyList<float[]> TraceActivations(this INetwork network, ImageSet images, int start, int count, int unit)
    {
        var layers = new List<List<float>>();
        network.VisitActivations(images, start, count, unit, (layer, _, inputs) =>
        {
            if (layers.Count < layer)
                layers.Add([]);
            layers[layer - 1].AddRange(inputs);
        });
        return [.. layers.Select(layer => layer.ToArray())];
    }
}
