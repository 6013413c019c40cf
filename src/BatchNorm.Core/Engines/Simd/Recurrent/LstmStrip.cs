using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// One step of an LSTM without batch normalization, for the units of one strip and all images, behind the products z = x W_x + h W_h. With
/// s = z + b for each of the four gates and p, the cell of the step before:
/// f, i, o = sigmoid(s) and g = F(s), c = f p + i g, h = o F(c).
/// </summary>
/// <remarks>Each piece goes through all images before the next one: a chain from z to h would be too long for a processor to look beyond.</remarks>
internal static unsafe class LstmStrip<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>f, i, o = sigmoid(z + b), s = z + b.</summary>
    /// <param name="z">images x 4 units; becomes f, i, o and, of g, s.</param>
    /// <param name="bias">4 units, in the same strip.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Gates(NativeMatrix z, float* bias)
    {
        int units = z.Columns / GateStrips.Gates;
        for (int lane = 0; lane < units; lane += V.Count)
        {
            V biasF = V.Load(bias + lane);
            V biasI = V.Load(bias + units + lane);
            V biasO = V.Load(bias + (2 * units) + lane);
            V biasG = V.Load(bias + (3 * units) + lane);
            float* gates = z.Values + lane;
            for (int row = z.Rows; row > 0; row--, gates += z.Stride)
            {
                V f = V.Load(gates) + biasF;
                V i = V.Load(gates + units) + biasI;
                V o = V.Load(gates + (2 * units)) + biasO;
                V s = V.Load(gates + (3 * units)) + biasG;
                Sigmoids<V>.Evaluate(ref f, ref i, ref o);
                f.Store(gates);
                i.Store(gates + units);
                o.Store(gates + (2 * units));
                s.Store(gates + (3 * units));
            }
        }
    }

    /// <summary>c = f p + i F(s).</summary>
    /// <param name="gates">images x 4 units: f, i, o and s.</param>
    /// <param name="before">images x units: p.</param>
    /// <param name="cell">images x units: receives c; may be p itself.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Cell(NativeMatrix gates, NativeMatrix before, NativeMatrix cell)
    {
        int units = cell.Columns;
        for (int lane = 0; lane < units; lane += V.Count)
        {
            float* gate = gates.Values + lane;
            float* p = before.Values + lane;
            float* c = cell.Values + lane;
            for (int row = gates.Rows; row > 0; row--, gate += gates.Stride, p += before.Stride, c += cell.Stride)
            {
                V g = F.Evaluate(V.Load(gate + (3 * units)), out _);
                V.MultiplyAdd(V.Load(gate), V.Load(p), V.Load(gate + units) * g).Store(c);
            }
        }
    }

    /// <summary>h = o F(c).</summary>
    /// <param name="gates">images x 4 units: f, i, o and s.</param>
    /// <param name="cell">images x units: c.</param>
    /// <param name="hidden">images x units: receives h.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Hidden(NativeMatrix gates, NativeMatrix cell, NativeMatrix hidden)
    {
        int units = cell.Columns;
        for (int lane = 0; lane < units; lane += V.Count)
        {
            float* o = gates.Values + (2 * units) + lane;
            float* c = cell.Values + lane;
            float* h = hidden.Values + lane;
            for (int row = gates.Rows; row > 0; row--, o += gates.Stride, c += cell.Stride, h += hidden.Stride)
                (V.Load(o) * F.Evaluate(V.Load(c), out _)).Store(h);
        }
    }

    /// <summary>
    /// The way back. With dh from above and dc from the step after, dC = dc + dh o F'(c), and the four gates of dz are
    /// dC p f (1 - f), dC g i (1 - i), dh F(c) o (1 - o), dC i F'(s). The step before is given dp = dC f.
    /// </summary>
    /// <param name="gates">images x 4 units: f, i, o and s.</param>
    /// <param name="before">images x units: p.</param>
    /// <param name="cell">images x units: c.</param>
    /// <param name="dHidden">images x units: dh.</param>
    /// <param name="dCell">images x units: dc; becomes dp.</param>
    /// <param name="dz">images x 4 units: receives dz.</param>
    /// <param name="dBias">4 units: the sum of dz over the images is added to it.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Backward(
        NativeMatrix gates, NativeMatrix before, NativeMatrix cell, NativeMatrix dHidden, NativeMatrix dCell, NativeMatrix dz, float* dBias)
    {
        int units = cell.Columns;
        V one = V.Broadcast(1);
        for (int lane = 0; lane < units; lane += V.Count)
        {
            float* gate = gates.Values + lane;
            float* p = before.Values + lane;
            float* c = cell.Values + lane;
            float* dh = dHidden.Values + lane;
            float* dc = dCell.Values + lane;
            float* target = dz.Values + lane;
            V sumF = V.Zero, sumI = V.Zero, sumO = V.Zero, sumG = V.Zero;
            for (int row = gates.Rows; row > 0; row--)
            {
                V f = V.Load(gate);
                V i = V.Load(gate + units);
                V o = V.Load(gate + (2 * units));
                V g = F.Evaluate(V.Load(gate + (3 * units)), out V slopeG);
                V activated = F.Evaluate(V.Load(c), out V slope);
                V activatedGradient = VanishingGradient<V>.Flush(V.Load(dh)) * o;
                V gradient = V.MultiplyAdd(activatedGradient, slope, V.Load(dc));
                V kept = VanishingGradient<V>.Flush(gradient * f);
                V entered = gradient * i;
                kept.Store(dc);

                V dF = kept * V.Load(p) * (one - f);
                V dI = entered * g * (one - i);
                V dO = activatedGradient * activated * (one - o);
                V dG = entered * slopeG;
                dF.Store(target);
                dI.Store(target + units);
                dO.Store(target + (2 * units));
                dG.Store(target + (3 * units));
                sumF += dF;
                sumI += dI;
                sumO += dO;
                sumG += dG;

                gate += gates.Stride;
                p += before.Stride;
                c += cell.Stride;
                dh += dHidden.Stride;
                dc += dCell.Stride;
                target += dz.Stride;
            }

            sumF += V.Load(dBias + lane);
            sumI += V.Load(dBias + units + lane);
            sumO += V.Load(dBias + (2 * units) + lane);
            sumG += V.Load(dBias + (3 * units) + lane);
            sumF.Store(dBias + lane);
            sumI.Store(dBias + units + lane);
            sumO.Store(dBias + (2 * units) + lane);
            sumG.Store(dBias + (3 * units) + lane);
        }
    }
}
