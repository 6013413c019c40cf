using BatchNorm.Networks;

namespace BatchNorm.Storage.PyTorch;

/// <summary>Holds the modules of a file against a network, and gathers all that does not fit.</summary>
internal sealed class ModuleFit
{
    private readonly List<TensorMisfit> _misfits = [];

    /// <summary>Compares everything in a file with everything in a network.</summary>
    public ModuleFit(LayeredDefinition definition, PyTorchModules modules)
    {
        int convolutions = definition is ConvolutionalDefinition convolutional ? convolutional.FeatureMaps.Count : 0;
        Compare(modules.Convolutions, 0, convolutions, definition);
        Compare(modules.Linears, convolutions, definition.LayerCount - convolutions, definition);
        CompareNormalizations(modules.Normalizations, definition);
        foreach (PyTorchModule other in modules.Others)
            RefuseAll(other, other.Kind == ModuleKind.Recurrent ? "belongs to a recurrent module of PyTorch, which is not read" : "belongs to no layer that a network here has");
    }

    /// <summary>All that does not fit; empty where everything does.</summary>
    public IReadOnlyList<TensorMisfit> Misfits => _misfits;

    /// <summary>The shape that the weights of a layer have in PyTorch: [units, inputs], or [maps, maps below, height, width].</summary>
    private static int[] WeightShape(LayeredDefinition definition, int layer)
    {
        (int inputs, int units) = definition.Layers[layer];
        return definition is ConvolutionalDefinition convolutional && layer < convolutional.FeatureMaps.Count
            ? [units, inputs / (convolutional.KernelSize * convolutional.KernelSize), convolutional.KernelSize, convolutional.KernelSize]
            : [units, inputs];
    }

    /// <summary>Compares modules with the layers they are to be.</summary>
    private void Compare(IReadOnlyList<PyTorchModule> modules, int firstLayer, int count, LayeredDefinition definition)
    {
        for (int i = 0; i < Math.Max(modules.Count, count); i++)
        {
            int layer = firstLayer + i;
            if (i >= count)
                RefuseAll(modules[i], "belongs to a layer that the network has not");
            else if (i >= modules.Count)
                Add(Ordinal(layer), $"is not in the file: weights of {TensorEntry.Text(WeightShape(definition, layer))}");
            else
                CompareProduct(modules[i], layer, definition);
        }
    }

    private void CompareProduct(PyTorchModule module, int layer, LayeredDefinition definition)
    {
        Check(module, PyTorchModule.Weight, WeightShape(definition, layer), Ordinal(layer));
        if (module.Tensors.ContainsKey(PyTorchModule.Bias))
            Check(module, PyTorchModule.Bias, [definition.Layers[layer].Units], Ordinal(layer));
    }

    private void CompareNormalizations(IReadOnlyList<PyTorchModule> modules, LayeredDefinition definition)
    {
        int count = definition.BatchNorm is null ? 0 : definition.LayerCount - 1;
        for (int i = 0; i < Math.Max(modules.Count, count); i++)
        {
            if (i >= count)
                RefuseAll(modules[i], "belongs to a batch normalization that the network has not");
            else if (i >= modules.Count)
                Add(Ordinal(i), "has no batch normalization in the file: every hidden layer is normalized, or none is");
            else
                CompareNormalization(modules[i], i, definition);
        }
    }

    private void CompareNormalization(PyTorchModule module, int layer, LayeredDefinition definition)
    {
        int[] shape = [definition.Layers[layer].Units];
        string of = $"the batch normalization of {Ordinal(layer)}";
        Check(module, PyTorchModule.Mean, shape, of);
        Check(module, PyTorchModule.Variance, shape, of);
        bool learns = module.Tensors.ContainsKey(PyTorchModule.Weight) || module.Tensors.ContainsKey(PyTorchModule.Bias);
        if (learns) // not where it was made with affine=False: gamma is 1 and beta 0 then
        {
            Check(module, PyTorchModule.Weight, shape, of);
            Check(module, PyTorchModule.Bias, shape, of);
        }
    }

    private void Check(PyTorchModule module, string tensor, int[] shape, string of)
    {
        string name = module.NameOf(tensor);
        if (!module.Tensors.TryGetValue(tensor, out TensorEntry? entry))
            Add(name, $"is not in the file, and {of} needs it, {TensorEntry.Text(shape)}");
        else if (!entry.Shape.SequenceEqual(shape))
            Add(name, $"is {TensorEntry.Text(entry.Shape)}, and {of} needs {TensorEntry.Text(shape)}");
        else if (!entry.ElementType.FitsFloat32())
            Add(name, $"is of dtype {entry.ElementType}, which float32 cannot hold: save it as float32, in PyTorch with .float()");
    }

    private void RefuseAll(PyTorchModule module, string problem)
    {
        foreach (TensorEntry entry in module.Tensors.Values.OrderBy(entry => entry.Name, NaturalOrder.Comparer))
            Add(entry.Name, $"{TensorEntry.Text(entry.Shape)} {problem}");
    }

    private void Add(string tensor, string problem) => _misfits.Add(new TensorMisfit(tensor, problem));

    private static string Ordinal(int layer) => FormattableString.Invariant($"layer {layer + 1}");
}
