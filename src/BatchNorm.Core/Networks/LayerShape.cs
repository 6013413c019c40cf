namespace BatchNorm.Networks;

/// <summary>How large a layer's product xW is.</summary>
/// <param name="Inputs">The rows of W: units of the layer below or, in a convolution, the values of one patch.</param>
/// <param name="Units">The columns of W: units or, in a convolution, feature maps.</param>
public readonly record struct LayerShape(int Inputs, int Units);
