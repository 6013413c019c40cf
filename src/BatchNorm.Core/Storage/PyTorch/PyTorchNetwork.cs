using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Storage.PyTorch;

/// <summary>
/// Reads networks whose tensors PyTorch wrote: <c>safetensors.torch.save_file(model.state_dict(), path)</c>. Such a file holds numbers with names
/// and no network: which activation there is, where batch normalization stands and what its epsilon is, the user says.
/// </summary>
/// <remarks>
/// <para>
/// Read are Linear (weight [units, inputs], the transpose of what is kept here), Conv2d (weight [maps, maps below, height, width]),
/// BatchNorm1d and BatchNorm2d (weight is gamma, bias beta, running_mean and running_var the population's), whatever the modules are called: they
/// are put in the natural order of their names, convolutions first. See the documentation of these modules in PyTorch's torch.nn.
/// </para>
/// <para>
/// PyTorch moves running_var by the unbiased variance of a batch where this module takes the biased one. The numbers are taken as they are:
/// inference is the same, and training goes on by this module's rule.
/// </para>
/// </remarks>
public static class PyTorchNetwork
{
    private const int UsualKernelSize = 5;
    private const int UsualSide = 28; // MNIST's

    /// <summary>Reads a network.</summary>
    /// <param name="file">The file.</param>
    /// <param name="said">What the user says of it.</param>
    /// <exception cref="NetworkMisfitException">Tensors do not fit what was said, or are of no network that this module has.</exception>
    /// <exception cref="ArgumentException">No network is as it was said to be.</exception>
    /// <exception cref="StorageException">The file became shorter since it was opened.</exception>
    public static ImportedNetwork Load(SafetensorsFile file, ForeignDefinition said)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(said);
        PyTorchModules modules = PyTorchModules.In(file);
        LayeredDefinition definition = Define(modules, said);
        var fit = new ModuleFit(definition, modules);
        if (fit.Misfits.Count > 0)
            throw new NetworkMisfitException(file.Path, definition.ToString(), fit.Misfits);

        PyTorchModule[] products = [.. modules.Convolutions, .. modules.Linears];
        var layers = new LayerParameters[products.Length];
        for (int layer = 0; layer < layers.Length; layer++)
            layers[layer] = ReadLayer(file, definition, layer, products[layer], definition.IsNormalized(layer) ? modules.Normalizations[layer] : null);
        return new ImportedNetwork
        {
            Parameters = definition is ConvolutionalDefinition convolutional
                ? new ConvolutionalParameters(convolutional, layers)
                : new FullyConnectedParameters((FullyConnectedDefinition)definition, layers),
            TrainedBatches = TrainedBatches(file, modules.Normalizations),
            FoldedBiases = [.. products.Where((product, layer) => !definition.HasBias(layer) && product.Tensors.ContainsKey(PyTorchModule.Bias)).Select(product => product.Name)],
        };
    }

    /// <summary>The network that the user and, where the user says nothing, the shapes in the file describe.</summary>
    private static LayeredDefinition Define(PyTorchModules modules, ForeignDefinition said)
    {
        bool isConvolutional = IsConvolutional(modules, said);
        IReadOnlyList<int> hidden = said.HiddenLayer ?? [.. modules.Linears.SkipLast(1).Select(module => module.Units)];
        int outputs = modules.Linears.Count == 0 ? 1 : modules.Linears[^1].Units; // a file without any is found not to fit
        BatchNormSettings? batchNorm = said.UseBatchNorm ?? modules.Normalizations.Count > 0 ? said.BatchNorm : null;
        if (isConvolutional)
        {
            return new ConvolutionalDefinition(
                new ImageShape(said.Rows ?? UsualSide, said.Columns ?? UsualSide),
                said.FeatureMaps ?? [.. modules.Convolutions.Select(module => module.Units)],
                said.KernelSize ?? LastLength(modules.Convolutions) ?? UsualKernelSize,
                hidden, outputs, said.Activation, batchNorm);
        }

        return new FullyConnectedDefinition(Images(LastLength(modules.Linears), said), hidden, outputs, said.Activation, batchNorm);
    }

    /// <summary>The images that a fully connected network takes, of which the file knows the number of pixels: squares, unless it is said or cannot be.</summary>
    private static ImageShape Images(int? inputs, ForeignDefinition said)
    {
        int pixels = inputs ?? UsualSide * UsualSide;
        if (said.Rows is { } rows)
            return new ImageShape(rows, said.Columns ?? Math.Max(1, pixels / rows));
        if (said.Columns is { } columns)
            return new ImageShape(Math.Max(1, pixels / columns), columns);
        int side = (int)Math.Sqrt(pixels);
        return side * side == pixels ? new ImageShape(side, side) : ImageShape.Row(pixels);
    }

    /// <summary>The last length of the first module's weights: inputs, or columns of a kernel; null where there is no module.</summary>
    private static int? LastLength(IReadOnlyList<PyTorchModule> modules) =>
        modules is [var first, ..] ? first.Tensors[PyTorchModule.Weight].Shape[^1] : null;

    private static bool IsConvolutional(PyTorchModules modules, ForeignDefinition said)
    {
        Architecture architecture = said.Architecture
            ?? (modules.Convolutions.Count > 0 ? Architecture.Convolutional : Architecture.FullyConnected);
        if (architecture == Architecture.Recurrent)
            throw new ArgumentException("Recurrent networks that PyTorch wrote are not read: its LSTM has no batch normalization. Networks of Linear, Conv2d and BatchNorm are.");
        if (architecture == Architecture.FullyConnected && (said.FeatureMaps is not null || said.KernelSize is not null))
            throw new ArgumentException("FeatureMaps and KernelSize belong to the Convolutional architecture. Leave them out, or choose the Convolutional architecture.");
        return architecture == Architecture.Convolutional;
    }

    private static LayerParameters ReadLayer(
        SafetensorsFile file, LayeredDefinition definition, int layer, PyTorchModule product, PyTorchModule? normalization)
    {
        (int inputs, int units) = definition.Layers[layer];
        Matrix weight = new Matrix(units, inputs, file.Read(product.Tensors[PyTorchModule.Weight]).Values).Transposed();
        float[]? bias = ReadOptional(file, product, PyTorchModule.Bias);
        NormalizationParameters? read = normalization is null ? null : ReadNormalization(file, normalization, units);
        if (definition.HasBias(layer))
            return new LayerParameters(weight, bias ?? new float[units], read);

        return new LayerParameters(weight, null, bias is null || read is null
            ? read
            : read with { PopulationMean = [.. read.PopulationMean.Zip(bias, (mean, shift) => mean - shift)] });
    }

    private static NormalizationParameters ReadNormalization(SafetensorsFile file, PyTorchModule module, int units) => new(
        ReadOptional(file, module, PyTorchModule.Weight) ?? [.. Enumerable.Repeat(1f, units)],
        ReadOptional(file, module, PyTorchModule.Bias) ?? new float[units],
        file.Read(module.Tensors[PyTorchModule.Mean]).Values,
        file.Read(module.Tensors[PyTorchModule.Variance]).Values);

    private static float[]? ReadOptional(SafetensorsFile file, PyTorchModule module, string tensor) =>
        module.Tensors.TryGetValue(tensor, out TensorEntry? entry) ? file.Read(entry).Values : null;

    /// <summary>The steps that batch normalization counted; as many as fit where it counted more.</summary>
    private static int TrainedBatches(SafetensorsFile file, IEnumerable<PyTorchModule> normalizations)
    {
        long most = 0;
        foreach (PyTorchModule module in normalizations)
        {
            if (module.Tensors.TryGetValue(PyTorchModule.Batches, out TensorEntry? entry) && entry is { ElementType: ElementType.I64 })
                most = Math.Max(most, file.ReadIntegers(entry).DefaultIfEmpty(0).Max());
        }

        return (int)Math.Min(most, int.MaxValue);
    }
}
