using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// What batch normalization makes of a step of an LSTM, for the units of one strip and all images, behind the products u = h W_h and v = x W_x.
/// With s = k_u (u - mean_u) + k_v (v - mean_v) + b for each of the four gates, k being gamma / sqrt(variance + epsilon), and p, the cell of the
/// step before: f, i, o = sigmoid(s) and g = F(s), c = f p + i g, y = k_c (c - mean_c) + beta, h = o F(y).
/// </summary>
internal static unsafe class NormalizedLstmStrip<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>f, i, o and s.</summary>
    /// <param name="u">images x 4 units.</param>
    /// <param name="v">images x 4 units.</param>
    /// <param name="normalizers">What u, v and the bias are in this step.</param>
    /// <param name="gates">images x 4 units: receives f, i, o and, of g, s; may be v itself.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Gates(NativeMatrix u, NativeMatrix v, GateNormalizers normalizers, NativeMatrix gates)
    {
        int units = u.Columns / GateStrips.Gates;
        for (int lane = 0; lane < units; lane += V.Count)
        {
            Gate forget = new(normalizers, lane), input = new(normalizers, units + lane);
            Gate output = new(normalizers, (2 * units) + lane), candidate = new(normalizers, (3 * units) + lane);
            float* fromHidden = u.Values + lane;
            float* fromInput = v.Values + lane;
            float* gate = gates.Values + lane;
            for (int row = u.Rows; row > 0; row--, fromHidden += u.Stride, fromInput += v.Stride, gate += gates.Stride)
            {
                V f = forget.Sum(fromHidden, fromInput);
                V i = input.Sum(fromHidden + units, fromInput + units);
                V o = output.Sum(fromHidden + (2 * units), fromInput + (2 * units));
                V s = candidate.Sum(fromHidden + (3 * units), fromInput + (3 * units));
                Sigmoids<V>.Evaluate(ref f, ref i, ref o);
                f.Store(gate);
                i.Store(gate + units);
                o.Store(gate + (2 * units));
                s.Store(gate + (3 * units));
            }
        }
    }

    /// <summary>h = o F(y).</summary>
    /// <param name="gates">images x 4 units: f, i, o and s.</param>
    /// <param name="cell">images x units: c.</param>
    /// <param name="normalizer">What c is in this step.</param>
    /// <param name="beta">One a unit.</param>
    /// <param name="hidden">images x units: receives h.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Hidden(NativeMatrix gates, NativeMatrix cell, Normalizer normalizer, float* beta, NativeMatrix hidden)
    {
        int units = cell.Columns;
        for (int lane = 0; lane < units; lane += V.Count)
        {
            V mean = V.Load(normalizer.Mean + lane);
            V scale = V.Load(normalizer.Scale + lane);
            V shift = V.Load(beta + lane);
            float* o = gates.Values + (2 * units) + lane;
            float* c = cell.Values + lane;
            float* h = hidden.Values + lane;
            for (int row = cell.Rows; row > 0; row--, o += gates.Stride, c += cell.Stride, h += hidden.Stride)
            {
                V y = V.MultiplyAdd(scale, V.Load(c) - mean, shift);
                (V.Load(o) * F.Evaluate(y, out _)).Store(h);
            }
        }
    }

    /// <summary>
    /// The way back from h to the sums. With dh from above and dc from the step after: dy = dh o F'(y), and, over the m images of the batch,
    /// dbeta = sum dy, P = sum dy (c - mean_c), dgamma = P / sqrt(variance_c + epsilon),
    /// dC = dc + k_c (dy - dbeta / m - P / ((variance_c + epsilon) m) (c - mean_c)). The four gates of ds are
    /// dC p f (1 - f), dC g i (1 - i), dh F(y) o (1 - o), dC i F'(s). The step before is given dp = dC f.
    /// </summary>
    /// <param name="gates">images x 4 units: f, i, o and s; o becomes o's ds.</param>
    /// <param name="before">images x units: p.</param>
    /// <param name="cell">images x units: c.</param>
    /// <param name="normalizer">What c is in this step.</param>
    /// <param name="beta">One a unit.</param>
    /// <param name="dHidden">images x units: dh; becomes dy.</param>
    /// <param name="dCell">images x units: dc; becomes dp.</param>
    /// <param name="ds">images x 4 units: receives ds.</param>
    /// <param name="dGamma">One a unit: dgamma is added to it.</param>
    /// <param name="dBeta">One a unit: dbeta is added to it.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Backward(
        NativeMatrix gates, NativeMatrix before, NativeMatrix cell, Normalizer normalizer, float* beta,
        NativeMatrix dHidden, NativeMatrix dCell, NativeMatrix ds, float* dGamma, float* dBeta)
    {
        V share = V.Broadcast(1f / cell.Rows);
        for (int lane = 0; lane < cell.Columns; lane += V.Count)
        {
            V sum = BackToCell(gates, cell, normalizer, beta, dHidden, lane, out V projection);
            V inverse = normalizer.InverseDeviation<V>(lane);
            V scaleGradient = projection * inverse;
            (V.Load(dGamma + lane) + scaleGradient).Store(dGamma + lane);
            (V.Load(dBeta + lane) + sum).Store(dBeta + lane);
            BackFromCell(gates, before, cell, normalizer, dHidden, dCell, ds, lane, sum * share, -(scaleGradient * inverse * share));
        }
    }

    /// <summary>From h to y, in one vector of units: dy, o's ds, and the sums of dy and of dy (c - mean).</summary>
    [MethodImpl(Compile.Inline)]
    private static V BackToCell(
        NativeMatrix gates, NativeMatrix cell, Normalizer normalizer, float* beta, NativeMatrix dHidden, int lane, out V projection)
    {
        int units = cell.Columns;
        V mean = V.Load(normalizer.Mean + lane);
        V scale = V.Load(normalizer.Scale + lane);
        V shift = V.Load(beta + lane);
        V one = V.Broadcast(1);
        float* output = gates.Values + (2 * units) + lane;
        float* c = cell.Values + lane;
        float* dh = dHidden.Values + lane;
        V sum = V.Zero, product = V.Zero;
        for (int row = cell.Rows; row > 0; row--, output += gates.Stride, c += cell.Stride, dh += dHidden.Stride)
        {
            V o = V.Load(output);
            V s = V.Load(output + units);
            V centred = V.Load(c) - mean;
            V activated = F.Evaluate(V.MultiplyAdd(scale, centred, shift), out V slope);
            V gradient = VanishingGradient<V>.Flush(V.Load(dh)) * o;
            V dy = gradient * slope;
            dy.Store(dh);
            (gradient * activated * (one - o)).Store(output);
            s.Store(output + units);
            sum += dy;
            V.AddProduct(ref product, dy, centred);
        }

        projection = product;
        return sum;
    }

    /// <summary>From y through the cell to all sums, in one vector of units.</summary>
    [MethodImpl(Compile.Inline)]
    private static void BackFromCell(
        NativeMatrix gates, NativeMatrix before, NativeMatrix cell, Normalizer normalizer, NativeMatrix dY, NativeMatrix dCell, NativeMatrix ds,
        int lane, V meanGradient, V meanProjection)
    {
        int units = cell.Columns;
        V mean = V.Load(normalizer.Mean + lane);
        V scale = V.Load(normalizer.Scale + lane);
        V one = V.Broadcast(1);
        float* gate = gates.Values + lane;
        float* p = before.Values + lane;
        float* c = cell.Values + lane;
        float* dy = dY.Values + lane;
        float* dc = dCell.Values + lane;
        float* target = ds.Values + lane;
        for (int row = cell.Rows; row > 0; row--)
        {
            V f = V.Load(gate);
            V i = V.Load(gate + units);
            V dO = V.Load(gate + (2 * units));
            V g = F.Evaluate(V.Load(gate + (3 * units)), out V slope);
            V normalized = V.MultiplyAdd(V.Load(c) - mean, meanProjection, V.Load(dy) - meanGradient);
            V gradient = V.MultiplyAdd(scale, normalized, V.Load(dc));
            V kept = VanishingGradient<V>.Flush(gradient * f);
            V entered = gradient * i;
            kept.Store(dc);
            (kept * V.Load(p) * (one - f)).Store(target);
            (entered * g * (one - i)).Store(target + units);
            dO.Store(target + (2 * units));
            (entered * slope).Store(target + (3 * units));

            gate += gates.Stride;
            p += before.Stride;
            c += cell.Stride;
            dy += dY.Stride;
            dc += dCell.Stride;
            target += ds.Stride;
        }
    }

    /// <summary>The numbers of one gate of one vector of units.</summary>
    private readonly struct Gate
    {
        private readonly V _meanHidden, _scaleHidden, _meanInput, _scaleInput, _bias;

        [MethodImpl(Compile.Inline)]
        public Gate(GateNormalizers normalizers, int column)
        {
            _meanHidden = V.Load(normalizers.Hidden.Mean + column);
            _scaleHidden = V.Load(normalizers.Hidden.Scale + column);
            _meanInput = V.Load(normalizers.Input.Mean + column);
            _scaleInput = V.Load(normalizers.Input.Scale + column);
            _bias = V.Load(normalizers.Bias + column);
        }

        /// <summary>s.</summary>
        [MethodImpl(Compile.Inline)]
        public V Sum(float* u, float* v) => V.MultiplyAdd(
            _scaleHidden, V.Load(u) - _meanHidden, V.MultiplyAdd(_scaleInput, V.Load(v) - _meanInput, _bias));
    }
}
