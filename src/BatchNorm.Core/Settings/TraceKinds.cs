namespace BatchNorm.Settings;

/// <summary>What is recorded of the inside of a network at each accuracy sample of its training; none of it changes anything in the training.</summary>
[Flags]
public enum TraceKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Percentiles of one unit's input in every hidden layer, as in Figure 1 (b, c) of Ioffe and Szegedy (2015).</summary>
    Activation = 1,

    /// <summary>The L2 norm of the gradient of the loss with respect to the weights, layer by layer.</summary>
    Gradient = 2,

    /// <summary>The share of hidden units that pass nothing on, whatever the image, layer by layer.</summary>
    DeadUnits = 4,

    /// <summary>The least, the mean and the greatest gamma, layer by layer; a network without batch normalization has none.</summary>
    Gamma = 8,

    /// <summary>How far the statistics of a mini-batch lie from the population's, layer by layer; a network without batch normalization has none.</summary>
    Statistics = 16,

    /// <summary>The range of the loss, and of the change of its gradient, along the gradient, after Santurkar et al. (2018).</summary>
    Landscape = 32,
}
