using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>A copy of what leads to the gates of an LSTM, arranged in strips.</summary>
/// <param name="arena">Where.</param>
/// <param name="strips">How the gates are arranged.</param>
/// <param name="inputs">Pixels a step.</param>
internal sealed unsafe class LstmWeights<V>(NativeArena arena, GateStrips strips, int inputs)
    where V : struct, IFloatVector<V>
{
    private readonly float* _packed = arena.Allocate<float>((long)strips.Units * strips.Columns);

    /// <summary>W_x, pixels a step x gates.</summary>
    public NativeMatrix Input { get; } = strips.AllocateGates(arena, inputs);

    /// <summary>W_h, units x gates.</summary>
    public NativeMatrix Hidden { get; } = strips.AllocateGates(arena, strips.Units);

    /// <summary>b, one row.</summary>
    public NativeMatrix Bias { get; } = strips.AllocateGates(arena, 1);

    /// <summary>Copies parameters as they are now.</summary>
    public void Copy(LstmParameters parameters)
    {
        strips.Group(parameters.InputWeight, Input);
        strips.Group(parameters.HiddenWeight, Hidden);
        strips.Group(parameters.Bias, Bias);
        foreach (GateStrip strip in strips.All)
            DenseProduct<V>.Pack(strip.GatesOf(Hidden), PackedOf(strip));
    }

    /// <summary>z = h W_h for the gates of a strip.</summary>
    /// <param name="hidden">images x units.</param>
    /// <param name="strip">The strip.</param>
    /// <param name="z">images x the strip's gates; overwritten.</param>
    public void Multiply(NativeMatrix hidden, GateStrip strip, NativeMatrix z) => DenseProduct<V>.MultiplyPacked(hidden, PackedOf(strip), z);

    private float* PackedOf(GateStrip strip) => _packed + ((nint)strip.Column * strips.Units);
}
