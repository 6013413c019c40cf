using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

/// <summary>
/// What keeps the gradients of a recurrent network from exploding on their way back through the steps (Pascanu, Mikolov, Bengio 2013): where
/// all of them together have a norm above 1 they are made shorter, to 1, and keep their direction.
/// </summary>
internal static class GradientClipping
{
    public const double MostNorm = 1;

    /// <summary>Shortens gradients where they have to be.</summary>
    /// <param name="gradients">One a parameter; changed.</param>
    public static void Clip(IList<Tensor> gradients)
    {
        double squares = 0;
        foreach (Tensor gradient in gradients)
            squares += SquareSum(gradient);
        double norm = Math.Sqrt(squares);
        if (norm <= MostNorm)
            return;
        foreach (Tensor gradient in gradients)
            gradient.mul_(MostNorm / norm);
    }

    /// <summary>In double precision and in the order of the values, so that it is the same however wide a processor's vectors are.</summary>
    private static double SquareSum(Tensor gradient)
    {
        using Tensor inOrder = gradient.contiguous();
        double sum = 0;
        foreach (float value in MemoryMarshal.Cast<byte, float>(inOrder.bytes))
            sum += (double)value * value;
        GC.KeepAlive(inOrder);
        return sum;
    }
}
