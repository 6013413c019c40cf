using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>
/// Where an activation is flat: below one input and above another its slope is no more than a twentieth of its greatest one, and stays so. A unit
/// that only ever gets such inputs learns next to nothing, and passes next to no gradient on: a dead ReLU (Lu, Shin, Su, Karniadakis 2019,
/// "Dying ReLU and Initialization", arXiv:1903.06733), a saturated sigmoid (Glorot, Bengio 2010, "Understanding the difficulty of training deep
/// feedforward neural networks").
/// </summary>
/// <param name="Low">Inputs up to this one are flat.</param>
/// <param name="High">Inputs from this one on are flat.</param>
internal readonly record struct FlatRange(float Low, float High)
{
    /// <summary>What a slope may have of the greatest, and still counts as flat.</summary>
    public const double Share = 0.05;

    /// <summary>The range of an activation; of a leaky ReLU it is that of the slope of 0.01.</summary>
    public static FlatRange Of(Activation activation) => activation switch
    {
        Activation.ReLU or Activation.LeakyReLU => Below(0),
        Activation.Sigmoid => new(-4.3565444f, 4.3565444f), // s (1 - s) is 1/80
        Activation.Tanh => new(-2.1782722f, 2.1782722f), // 1 - t^2 is 1/20
        Activation.ELU => Below(-2.9957323f), // exp(x) is 1/20
        Activation.GELU => Below(-2.2785607f),
        Activation.SiLU => Below(-3.9298973f),
        Activation.Softplus => Below(-2.9444390f), // 1 / (1 + exp(-x)) is 1/20
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation."),
    };

    /// <summary>Whether an input is flat; NaN is not.</summary>
    public bool Has(float input) => input <= Low || input >= High;

    private static FlatRange Below(float input) => new(input, float.PositiveInfinity);
}
