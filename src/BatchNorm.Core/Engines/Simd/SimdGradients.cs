using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;
using BatchNorm.Optimizers;

namespace BatchNorm.Engines.Simd;

/// <summary>Room for the gradients of a network, and what an optimizer sees of it.</summary>
internal sealed class SimdGradients
{
    /// <summary>
    /// The learning rate with which a step of descent that begins at 0 ends at the gradient: 0 - (-1) g. So the kernels that descend give
    /// gradients as well, unrounded.
    /// </summary>
    public const float Rate = -1;

    /// <param name="arena">Where.</param>
    /// <param name="definition">The network.</param>
    /// <param name="layers">Its parameters.</param>
    /// <param name="lanes">Lanes of the vectors that will work on it.</param>
    public SimdGradients(NativeArena arena, FullyConnectedDefinition definition, LayerNumbers[] layers, int lanes)
    {
        Layers = [.. layers.Select(layer => layer.AllocateAlike(arena, lanes))];
        IEnumerable<NativeMatrix> values = layers.SelectMany(layer => layer.Matrices());
        IEnumerable<NativeMatrix> gradients = Layers.SelectMany(layer => layer.Matrices());
        Tensors = [.. definition.Tensors.Where(tensor => tensor.IsLearned).Zip(values, gradients)
            .Select(tensor => new SimdTensor(tensor.First, tensor.Second, tensor.Third))];
    }

    /// <summary>The gradients, by layer.</summary>
    public LayerNumbers[] Layers { get; }

    /// <summary>The parameters with their gradients.</summary>
    public IReadOnlyList<LearnedTensor> Tensors { get; }

    /// <summary>Sets all gradients to 0.</summary>
    public void Clear()
    {
        foreach (LayerNumbers layer in Layers)
            layer.Clear();
    }
}
