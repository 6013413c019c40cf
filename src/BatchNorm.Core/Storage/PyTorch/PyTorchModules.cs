namespace BatchNorm.Storage.PyTorch;

/// <summary>The modules of a file, sorted into what a network here is made of. A file keeps names and shapes, and no order of layers.</summary>
/// <param name="Convolutions">First to last.</param>
/// <param name="Linears">First to last; they come after all convolutions.</param>
/// <param name="Normalizations">First to last.</param>
/// <param name="Others">What belongs to none of these.</param>
internal sealed record PyTorchModules(
    IReadOnlyList<PyTorchModule> Convolutions,
    IReadOnlyList<PyTorchModule> Linears,
    IReadOnlyList<PyTorchModule> Normalizations,
    IReadOnlyList<PyTorchModule> Others)
{
    /// <summary>
    /// Finds them in a file. The order is the natural one of their names, but what stands in one container with convolutions (features.0, beside
    /// classifier.0) comes first.
    /// </summary>
    public static PyTorchModules In(SafetensorsFile file)
    {
        PyTorchModule[] all =
        [
            .. file.Tensors
                .GroupBy(entry => entry.Name[..Math.Max(entry.Name.LastIndexOf('.'), 0)], StringComparer.Ordinal)
                .Select(group => new PyTorchModule(
                    group.Key, group.ToDictionary(entry => entry.Name[(entry.Name.LastIndexOf('.') + 1)..], StringComparer.Ordinal))),
        ];
        HashSet<string> ofConvolutions =
            [.. all.Where(module => module.Kind == ModuleKind.Convolution).Select(module => module.Container)];
        ILookup<ModuleKind, PyTorchModule> ordered = all
            .OrderBy(module => !ofConvolutions.Contains(module.Container))
            .ThenBy(module => module.Name, NaturalOrder.Comparer)
            .ToLookup(module => module.Kind);
        return new PyTorchModules(
            [.. ordered[ModuleKind.Convolution]],
            [.. ordered[ModuleKind.Linear]],
            [.. ordered[ModuleKind.BatchNorm]],
            [.. ordered[ModuleKind.Recurrent], .. ordered[ModuleKind.Unknown]]);
    }
}
