using BatchNorm.Settings;

namespace BatchNorm.Optimizers;

/// <summary>
/// Which optimizer makes the steps, and with what momentum. For every parameter p with gradient g, a learning rate r and a momentum m:
/// </summary>
/// <remarks>
/// <code>
/// SGD       p = p - r g
/// Momentum  v = m v + g                    p = p - r v
/// Nesterov  v = m v + g                    p = p - r (g + m v)
/// RMSProp   s = m s + (1 - m) g^2          p = p - r g / max(sqrt(s), 1e-5)
/// Adam      u = m u + (1 - m) g            p = p - r (u / (1 - m^t)) / (sqrt(s / (1 - 0.999^t)) + 1e-8)
///           s = 0.999 s + 0.001 g^2        t = 1, 2, ...
/// </code>
/// <para>
/// v, u and s begin at 0. Momentum and Nesterov are those of PyTorch's SGD (Sutskever, Martens, Dahl, Hinton 2013, with the learning rate
/// outside of the velocity), Adam is that of Kingma and Ba (2015) and of PyTorch, m being its beta1.
/// </para>
/// <para>
/// RMSProp (Tieleman, Hinton 2012) is written as in the Blocks library, with its floor of 1e-5, which Cooijmans et al. (2016) trained their
/// recurrent networks with: what they call its momentum, 0.9, is the decay of the mean square, and so it is here. PyTorch's RMSprop calls
/// that alpha, adds 1e-8 to the root and has no such floor.
/// </para>
/// <para>Recurrent networks shorten their gradients to a norm of 1 before any of these: that belongs to the network, whatever moves it.</para>
/// </remarks>
public sealed record OptimizerSettings
{
    /// <summary>Puts the two choices together.</summary>
    /// <param name="kind">Which optimizer.</param>
    /// <param name="momentum">From 0 to <see cref="ExperimentSettings.MaximumMomentum"/>, or null for the usual one; null for SGD, which has none.</param>
    /// <exception cref="ArgumentException">The momentum is out of its range, or given to an optimizer that has none.</exception>
    public OptimizerSettings(OptimizerKind kind, double? momentum = null)
    {
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such optimizer. Choose SGD, Momentum, Nesterov, RMSProp or Adam.");
        if (kind == OptimizerKind.SGD && momentum is not null)
            throw new ArgumentException("The optimizer SGD has no momentum. Leave the momentum out, or choose the optimizer Momentum, Nesterov, RMSProp or Adam.", nameof(momentum));

        Kind = kind;
        Momentum = kind == OptimizerKind.SGD ? null : CheckedMomentum(momentum ?? ExperimentSettings.UsualMomentum, nameof(momentum));
    }

    /// <summary>Which optimizer.</summary>
    public OptimizerKind Kind { get; }

    /// <summary>m of the formulas; null for SGD, which has none.</summary>
    public double? Momentum { get; }

    /// <summary>What settings say of it.</summary>
    /// <exception cref="ArgumentException">The optimizer has no momentum, and the settings have one.</exception>
    public static OptimizerSettings Of(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new OptimizerSettings(settings.Optimizer, settings.Momentum);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Kind}{(Momentum is { } momentum ? $" {momentum}" : "")}");

    /// <summary>The momentum, if it is in its range.</summary>
    /// <param name="momentum">The number.</param>
    /// <param name="parameter">What the code calls it.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not; NaN never is.</exception>
    private static double CheckedMomentum(double momentum, string parameter) => momentum is >= 0 and <= ExperimentSettings.MaximumMomentum
        ? momentum
        : throw new ArgumentOutOfRangeException(
            parameter, momentum, FormattableString.Invariant($"The momentum must be at least 0 and below 1, and at most {ExperimentSettings.MaximumMomentum}, the last number below 1 that float32 holds."));
}
