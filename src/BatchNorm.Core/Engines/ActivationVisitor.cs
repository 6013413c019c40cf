namespace BatchNorm.Engines;

/// <summary>Is shown what the activation function of a unit receives.</summary>
/// <param name="layer">The hidden layer, from 1.</param>
/// <param name="unit">The unit, from 0.</param>
/// <param name="inputs">Some of its inputs; not to be kept.</param>
public delegate void ActivationVisitor(int layer, int unit, ReadOnlySpan<float> inputs);
