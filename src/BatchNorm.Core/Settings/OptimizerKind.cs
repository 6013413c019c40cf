namespace BatchNorm.Settings;

/// <summary>What makes a step of training out of gradients; <c>OptimizerSettings</c> has the formulas.</summary>
public enum OptimizerKind
{
    /// <summary>Plain gradient descent.</summary>
    SGD,

    /// <summary>Gradient descent with momentum.</summary>
    Momentum,

    /// <summary>Gradient descent with Nesterov's momentum.</summary>
    Nesterov,

    /// <summary>RMSProp: gradients divided by the root of their mean square.</summary>
    RMSProp,

    /// <summary>Adam: means of gradients divided by the root of their mean square.</summary>
    Adam,
}
