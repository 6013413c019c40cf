namespace BatchNorm.Storage.PyTorch;

/// <summary>The tensors of one module: those whose names have the same beginning, such as fc1 of fc1.weight and fc1.bias.</summary>
/// <param name="Name">That beginning; empty where a module was saved by itself.</param>
/// <param name="Tensors">The tensors by the last part of their names.</param>
internal sealed record PyTorchModule(string Name, IReadOnlyDictionary<string, TensorEntry> Tensors)
{
    public const string Weight = "weight", Bias = "bias", Mean = "running_mean", Variance = "running_var", Batches = "num_batches_tracked";

    private static readonly string[] OfProducts = [Weight, Bias];

    private static readonly string[] OfBatchNorm = [Weight, Bias, Mean, Variance, Batches];

    /// <summary>What it is.</summary>
    public ModuleKind Kind { get; } = KindOf(Tensors);

    /// <summary>Units, or feature maps: the first dimension of what it has; 0 of what is no module of these.</summary>
    public int Units => Tensors.GetValueOrDefault(Kind == ModuleKind.BatchNorm ? Mean : Weight)?.Shape is [var units, ..] ? units : 0;

    /// <summary>The name of what it stands in: features of features.0; empty of what stands by itself.</summary>
    public string Container => Name[..Math.Max(Name.LastIndexOf('.'), 0)];

    /// <summary>The whole name of one of its tensors, whether it is there or not.</summary>
    public string NameOf(string tensor) => Name.Length == 0 ? tensor : $"{Name}.{tensor}";

    private static ModuleKind KindOf(IReadOnlyDictionary<string, TensorEntry> tensors)
    {
        if (tensors.Keys.Any(name => name.StartsWith("weight_ih", StringComparison.Ordinal) || name.StartsWith("weight_hh", StringComparison.Ordinal)))
            return ModuleKind.Recurrent;
        if (tensors.ContainsKey(Mean))
            return tensors.Keys.All(OfBatchNorm.Contains) ? ModuleKind.BatchNorm : ModuleKind.Unknown;
        if (!tensors.TryGetValue(Weight, out TensorEntry? weight) || !tensors.Keys.All(OfProducts.Contains))
            return ModuleKind.Unknown;
        return weight.Shape.Count switch
        {
            2 => ModuleKind.Linear,
            4 => ModuleKind.Convolution,
            _ => ModuleKind.Unknown,
        };
    }
}
