namespace BatchNorm.Networks;

/// <summary>All numbers of a network at one moment: what engines start from, hand back, and what is saved.</summary>
public abstract record NetworkParameters
{
    /// <summary>The network these are the numbers of.</summary>
    public abstract NetworkDefinition Definition { get; }

    /// <summary>All numbers by name, as <see cref="NetworkDefinition.Tensors"/> lists them.</summary>
    public abstract IReadOnlyList<NamedTensor> Tensors { get; }

    /// <summary>Whether no number is NaN or infinite: the numbers of a network that has not diverged.</summary>
    public bool AreFinite => Tensors.All(tensor => Array.TrueForAll(tensor.Values, float.IsFinite));
}
