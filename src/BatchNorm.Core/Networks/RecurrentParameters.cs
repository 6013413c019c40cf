namespace BatchNorm.Networks;

/// <summary>All numbers of a recurrent network at one moment.</summary>
public sealed record RecurrentParameters : NetworkParameters
{
    /// <summary>Puts the numbers of a network together.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="values">The values of each of the definition's tensors, in their order; taken over, not copied.</param>
    /// <exception cref="ArgumentException">They are not as many as the shapes say.</exception>
    public RecurrentParameters(RecurrentDefinition definition, IReadOnlyList<float[]> values)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(values);
        TensorShape[] shapes = [.. definition.Tensors];
        if (values.Count != shapes.Length)
            throw new ArgumentException($"The network has {shapes.Length} tensors, the parameters {values.Count}.", nameof(values));
        foreach ((TensorShape shape, float[] tensor) in shapes.Zip(values))
        {
            if (tensor.Length != shape.Shape.Aggregate(1L, (product, length) => product * length))
                throw new ArgumentException($"{shape} of {definition} cannot have {tensor.Length} values.", nameof(values));
        }

        Definition = definition;
        Tensors = [.. shapes.Zip(values, (shape, tensor) => new NamedTensor(shape.Name, shape.Shape, tensor))];
    }

    /// <inheritdoc/>
    public override RecurrentDefinition Definition { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor> Tensors { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public NamedTensor this[string name] => Tensors.FirstOrDefault(tensor => tensor.Name == name)
        ?? throw new ArgumentException($"{Definition} has no tensor '{name}'.", nameof(name));
}
