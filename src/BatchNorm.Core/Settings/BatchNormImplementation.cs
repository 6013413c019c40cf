namespace BatchNorm.Settings;

/// <summary>
/// From what height batch normalization is written in the Torch engine, as the lesson does it three times. All compute the same.
/// </summary>
public enum BatchNormImplementation
{
    /// <summary>The library's layer, which keeps its own population statistics: the lesson's tf.layers.batch_normalization.</summary>
    Layer,

    /// <summary>The library's function, with the population statistics kept by us: the lesson's tf.nn.batch_normalization.</summary>
    Functional,

    /// <summary>The four equations of Algorithm 1 written out, gradients by autograd.</summary>
    Equations,
}
