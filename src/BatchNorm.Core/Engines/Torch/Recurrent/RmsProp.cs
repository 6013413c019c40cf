using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

/// <summary>
/// RMSProp (Tieleman, Hinton 2012) of clipped gradients. Where all gradients together have a norm above 1 they are made shorter, to
/// 1; of each parameter's gradient g the mean square s becomes decay s + (1 - decay) g^2, and the parameter moves by
/// -learning rate g / max(sqrt(s), 1e-5).
/// </summary>
/// <remarks>
/// The decay of 0.9 is what Cooijmans et al. call RMSProp's momentum: their optimizer, of the Blocks library, has no other, and its
/// decay is the 0.5 or 0.9 of their table of hyperparameters. The floor of 1e-5 is that library's too.
/// </remarks>
internal sealed class RmsProp : IDisposable
{
    public const double Decay = 0.9;
    public const double MostNorm = 1;
    private const double Floor = 1e-5;

    private readonly Tensor[] _values;
    private readonly Tensor[] _meanSquares;

    /// <param name="values">The parameters' memory, unknown to autograd; their mean squares begin at 0 and are kept from step to step.</param>
    public RmsProp(IEnumerable<Tensor> values)
    {
        _values = [.. values];
        _meanSquares = [.. _values.Select(value => zeros_like(value))];
    }

    /// <summary>Moves all parameters.</summary>
    /// <param name="gradients">One a parameter; changed where they have to be shortened.</param>
    /// <param name="learningRate">How far.</param>
    public void Step(IList<Tensor> gradients, float learningRate)
    {
        Clip(gradients);
        for (int i = 0; i < _values.Length; i++)
        {
            _meanSquares[i].mul_(Decay).addcmul_(gradients[i], gradients[i], 1 - Decay);
            _values[i].addcdiv_(gradients[i], _meanSquares[i].sqrt().clamp_min_(Floor), -learningRate);
        }
    }

    public void Dispose()
    {
        foreach (Tensor meanSquare in _meanSquares)
            meanSquare.Dispose();
    }

    private static void Clip(IList<Tensor> gradients)
    {
        double norm = Math.Sqrt(gradients.Sum(gradient => (double)gradient.square().sum(ScalarType.Float64).item<double>()));
        if (norm <= MostNorm)
            return;
        foreach (Tensor gradient in gradients)
            gradient.mul_(MostNorm / norm);
    }
}
