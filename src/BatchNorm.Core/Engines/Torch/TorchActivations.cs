using BatchNorm.Settings;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>The activations as libtorch has them.</summary>
internal static class TorchActivations
{
    private const double LeakySlope = 0.01;

    public static Func<Tensor, Tensor> For(Activation activation) => activation switch
    {
        Activation.ReLU => x => x.relu(),
        Activation.Sigmoid => x => x.sigmoid(),
        Activation.Tanh => x => x.tanh(),
        Activation.LeakyReLU => x => x.leaky_relu(LeakySlope),
        Activation.ELU => x => x.elu(1.0),
        Activation.GELU => x => x.gelu(),
        Activation.SiLU => x => x.silu(),
        Activation.Softplus => x => x.softplus(1, 20),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation."),
    };
}
