using System.Globalization;

namespace BatchNorm.Training;

/// <summary>
/// What the loss is like along its gradient at one step of a training, after Santurkar et al. 2018 (arXiv:1805.11604, section 3.2, figure 4): how far
/// it varies, how well the gradient foretells the gradients ahead, and how smooth that makes it.
/// </summary>
/// <remarks>
/// From the parameters w with the gradient g one looks at w - r g at eight distances, r being 1/2, 1, 3/2, ... 4 times the learning rate. Loss and
/// gradient (of all learned parameters together) are those of the traced mini-batch, normalized with its own statistics at each of these points. The direction is the gradient's,
/// not clipped, whatever the optimizer makes of it. A loss or distance that is no number on the way counts as infinite; at a point that is
/// none itself everything is NaN.
/// </remarks>
public sealed record LandscapeSample
{
    /// <summary>The step after whose update the sample was taken, from 0.</summary>
    public int Step { get; init; }

    /// <summary>The loss where the network stands.</summary>
    public double Loss { get; init; }

    /// <summary>The least loss along the gradient.</summary>
    public double LeastLoss { get; init; }

    /// <summary>The greatest loss along the gradient.</summary>
    public double GreatestLoss { get; init; }

    /// <summary>The least L2 distance of a gradient ahead from the gradient where the network stands: the smaller, the more predictive it is.</summary>
    public double LeastGradientChange { get; init; }

    /// <summary>The greatest such distance.</summary>
    public double GreatestGradientChange { get; init; }

    /// <summary>
    /// The effective beta-smoothness: the greatest ratio of the change of the gradient to the distance gone; NaN where the gradient is 0 and leads
    /// nowhere.
    /// </summary>
    public double Smoothness { get; init; }

    /// <summary>The step and the range of the loss.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Step}: {Loss:G4} ({LeastLoss:G4} to {GreatestLoss:G4})");
}
