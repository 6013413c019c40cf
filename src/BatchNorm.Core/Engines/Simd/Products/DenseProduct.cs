using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Products;

/// <summary>
/// Products of dense matrices: A B, A^T B and A B^T, and A B for a B that many products have in common. All are one kernel: a tile of four rows of C and a strip of a few
/// vectors of its columns is summed in registers, each step multiplying four broadcast values of A with one strip of B (the
/// micro-kernel of Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008).
/// </summary>
internal static unsafe class DenseProduct<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Rows of a tile. A and C must have room for whole tiles, from their first row on.</summary>
    public const int TileRows = 4;

    /// <summary>Steps summed before C is touched: a strip of B this deep stays in the first-level cache.</summary>
    private const int DepthBlock = 256;

    /// <summary>Values from row to row of B from which on a strip of it is copied before it is used.</summary>
    private const int PackedStride = 256;

    /// <summary>C = A B: the layer's forward pass, activations x weights.</summary>
    /// <param name="a">rows x depth.</param>
    /// <param name="b">depth x columns.</param>
    /// <param name="c">rows x columns; overwritten.</param>
    /// <param name="panel">Room for one strip of B, <see cref="PanelSize"/> values.</param>
    public static void Multiply(NativeMatrix a, NativeMatrix b, NativeMatrix c, float* panel)
    {
        for (int start = 0; start < b.Rows; start += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, b.Rows - start);
            var operand = new Operand(a.Values + start, rowStep: a.Stride, depthStep: 1, depth);
            Accumulate(operand, b.Row(start), b.Stride, c, scale: 1, overwrite: start == 0, panel);
        }
    }

    /// <summary>C += scale A^T B: the descent step of the weights, from the layer's inputs and its gradients.</summary>
    /// <param name="scale">Minus the learning rate.</param>
    /// <param name="a">depth x rows.</param>
    /// <param name="b">depth x columns.</param>
    /// <param name="c">rows x columns.</param>
    /// <param name="panel">Room for one strip of B, <see cref="PanelSize"/> values.</param>
    public static void AddTransposedProduct(float scale, NativeMatrix a, NativeMatrix b, NativeMatrix c, float* panel)
    {
        for (int start = 0; start < b.Rows; start += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, b.Rows - start);
            var operand = new Operand(a.Row(start), rowStep: 1, depthStep: a.Stride, depth);
            Accumulate(operand, b.Row(start), b.Stride, c, scale, overwrite: false, panel);
        }
    }

    /// <summary>C = A B^T: the backward pass to the layer's inputs, gradients x transposed weights.</summary>
    /// <param name="a">rows x depth.</param>
    /// <param name="b">columns x depth; its rows in memory reach to a whole vector.</param>
    /// <param name="c">rows x columns; overwritten.</param>
    /// <param name="panel">Room for one strip of B^T, <see cref="PanelSize"/> values.</param>
    public static void MultiplyTransposed(NativeMatrix a, NativeMatrix b, NativeMatrix c, float* panel)
    {
        for (int start = 0; start < b.Columns; start += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, b.Columns - start);
            var operand = new Operand(a.Values + start, rowStep: a.Stride, depthStep: 1, depth);
            for (int column = 0; column < c.Width;)
            {
                int vectors = StripLength((c.Width - column) / V.Count);
                int width = vectors * V.Count;
                Transposition.Transpose(b.Row(column) + start, b.Stride, rows: width, columns: depth, panel, width);
                Panel(vectors, operand, panel, width, c.Values + column, c.Stride, c.Rows, V.Broadcast(1), overwrite: start == 0);
                column += width;
            }
        }
    }

    /// <summary>Copies B once for many products with it: its strips one after the other, depth x columns each.</summary>
    /// <param name="b">depth x columns.</param>
    /// <param name="packed">Receives depth x <see cref="NativeMatrix.Width"/> values.</param>
    public static void Pack(NativeMatrix b, float* packed)
    {
        for (int column = 0; column < b.Width;)
        {
            int width = StripLength((b.Width - column) / V.Count) * V.Count;
            Pack(b.Values + column, b.Stride, b.Rows, packed + ((nint)column * b.Rows), width);
            column += width;
        }
    }

    /// <summary>C = A B, to the bit what <see cref="Multiply"/> makes of B before it was packed.</summary>
    /// <param name="a">rows x depth.</param>
    /// <param name="packed">depth x columns, by <see cref="Pack(NativeMatrix, float*)"/>.</param>
    /// <param name="c">rows x columns; overwritten.</param>
    public static void MultiplyPacked(NativeMatrix a, float* packed, NativeMatrix c)
    {
        for (int start = 0; start < a.Columns; start += DepthBlock)
        {
            var operand = new Operand(a.Values + start, rowStep: a.Stride, depthStep: 1, Math.Min(DepthBlock, a.Columns - start));
            for (int column = 0; column < c.Width;)
            {
                int vectors = StripLength((c.Width - column) / V.Count);
                int width = vectors * V.Count;
                float* strip = packed + ((nint)column * a.Columns) + (start * width);
                Panel(vectors, operand, strip, width, c.Values + column, c.Stride, c.Rows, V.Broadcast(1), overwrite: start == 0);
                column += width;
            }
        }
    }

    /// <summary>Values that a strip of B needs room for.</summary>
    public static int PanelSize => DepthBlock * LongestStrip * V.Count;

    /// <summary>
    /// Vectors of a strip: with three there are 12 sums, 3 vectors of B and 1 of A, just 16 registers. Where vectors are of 512 bits, there are 32.
    /// </summary>
    private static int LongestStrip => V.Count == 16 ? 4 : 3;

    private static void Accumulate(
        Operand a, float* b, nint bStride, NativeMatrix c, float scale, bool overwrite, float* panel)
    {
        for (int column = 0; column < c.Width;)
        {
            int vectors = StripLength((c.Width - column) / V.Count);
            int width = vectors * V.Count;
            if (bStride >= PackedStride)
            {
                Pack(b + column, bStride, a.Depth, panel, width);
                Panel(vectors, a, panel, width, c.Values + column, c.Stride, c.Rows, V.Broadcast(scale), overwrite);
            }
            else
            {
                Panel(vectors, a, b + column, bStride, c.Values + column, c.Stride, c.Rows, V.Broadcast(scale), overwrite);
            }

            column += width;
        }
    }

    /// <summary>Copies a strip, so that its rows lie next to each other and not on a page of memory each.</summary>
    [MethodImpl(Compile.Kernel)]
    private static void Pack(float* source, nint stride, int rows, float* target, int width)
    {
        for (int row = 0; row < rows; row++, source += stride, target += width)
        {
            for (int i = 0; i < width; i += V.Count)
                V.Load(source + i).Store(target + i);
        }
    }

    /// <summary>
    /// As many vectors as a strip may have, but never one left over: a tile of 4 x 1 has too few sums to keep the core busy.
    /// </summary>
    private static int StripLength(int vectorsLeft) =>
        vectorsLeft <= LongestStrip ? vectorsLeft
        : vectorsLeft == LongestStrip + 1 ? LongestStrip - 1
        : LongestStrip;

    private static void Panel(
        int vectors, Operand a, float* b, nint bStride, float* c, nint cStride, int rows, V scale, bool overwrite)
    {
        switch (vectors)
        {
            case 1:
                NarrowPanel(a, b, bStride, c, cStride, rows, scale, overwrite);
                break;
            case 2:
                Panel<Joined<V, OneVector<V>, OneVector<V>>>(a, b, bStride, c, cStride, rows, scale, overwrite);
                break;
            case 3:
                Panel<Joined<V, Joined<V, OneVector<V>, OneVector<V>>, OneVector<V>>>(a, b, bStride, c, cStride, rows, scale, overwrite);
                break;
            default:
                Panel<Joined<V, Joined<V, OneVector<V>, OneVector<V>>, Joined<V, OneVector<V>, OneVector<V>>>>(
                    a, b, bStride, c, cStride, rows, scale, overwrite);
                break;
        }
    }

    /// <summary>One vector of columns of C: two tiles at a time, as one alone has too few sums to keep the core busy.</summary>
    [MethodImpl(Compile.Kernel)]
    private static void NarrowPanel(Operand a, float* b, nint bStride, float* c, nint cStride, int rows, V scale, bool overwrite)
    {
        nint step = a.RowStep;
        int row = 0;
        for (; row < rows - TileRows; row += 2 * TileRows)
        {
            OneVector<V> sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            float* values = a.Values + (row * step);
            float* source = b;
            for (int k = a.Depth; k > 0; k--, values += a.DepthStep, source += bStride)
            {
                var vector = OneVector<V>.Load(source);
                float* upper = values + (TileRows * step);
                sum0.AddProduct(V.Broadcast(values[0]), vector);
                sum1.AddProduct(V.Broadcast(values[step]), vector);
                sum2.AddProduct(V.Broadcast(values[2 * step]), vector);
                sum3.AddProduct(V.Broadcast(values[3 * step]), vector);
                sum4.AddProduct(V.Broadcast(upper[0]), vector);
                sum5.AddProduct(V.Broadcast(upper[step]), vector);
                sum6.AddProduct(V.Broadcast(upper[2 * step]), vector);
                sum7.AddProduct(V.Broadcast(upper[3 * step]), vector);
            }

            float* target = c + (row * cStride);
            StoreTile(target, cStride, sum0, sum1, sum2, sum3, scale, overwrite);
            StoreTile(target + (TileRows * cStride), cStride, sum4, sum5, sum6, sum7, scale, overwrite);
        }

        if (row < rows)
        {
            var rest = new Operand(a.Values + (row * step), step, a.DepthStep, a.Depth);
            Panel<OneVector<V>>(rest, b, bStride, c + (row * cStride), cStride, rows - row, scale, overwrite);
        }
    }

    /// <summary>One strip of columns of C, four rows at a time.</summary>
    [MethodImpl(Compile.Kernel)]
    private static void Panel<TStrip>(
        Operand a, float* b, nint bStride, float* c, nint cStride, int rows, V scale, bool overwrite)
        where TStrip : struct, IStrip<TStrip, V>
    {
        nint row1 = a.RowStep;
        nint row2 = 2 * a.RowStep;
        nint row3 = 3 * a.RowStep;
        nint depthStep = a.DepthStep;
        for (int row = 0; row < rows; row += TileRows)
        {
            TStrip sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            float* values = a.Values + (row * a.RowStep);
            float* source = b;
            for (int k = a.Depth; k > 0; k--)
            {
                var strip = TStrip.Load(source);
                sum0.AddProduct(V.Broadcast(values[0]), strip);
                sum1.AddProduct(V.Broadcast(values[row1]), strip);
                sum2.AddProduct(V.Broadcast(values[row2]), strip);
                sum3.AddProduct(V.Broadcast(values[row3]), strip);
                values += depthStep;
                source += bStride;
            }

            float* target = c + (row * cStride);
            StoreTile(target, cStride, sum0, sum1, sum2, sum3, scale, overwrite);
        }
    }

    /// <summary>Writes the sums of a tile to C, or adds them, scaled.</summary>
    [MethodImpl(Compile.Inline)]
    private static void StoreTile<TStrip>(
        float* target, nint stride, TStrip sum0, TStrip sum1, TStrip sum2, TStrip sum3, V scale, bool overwrite)
        where TStrip : struct, IStrip<TStrip, V>
    {
        if (overwrite)
        {
            sum0.Store(target);
            sum1.Store(target + stride);
            sum2.Store(target + (2 * stride));
            sum3.Store(target + (3 * stride));
        }
        else
        {
            sum0.AddScaledTo(target, scale);
            sum1.AddScaledTo(target + stride, scale);
            sum2.AddScaledTo(target + (2 * stride), scale);
            sum3.AddScaledTo(target + (3 * stride), scale);
        }
    }

    /// <summary>
    /// A as the kernel sees it, as it stands or transposed: where it begins, and the way to the next row and step.
    /// </summary>
    private readonly struct Operand(float* values, nint rowStep, nint depthStep, int depth)
    {
        public float* Values { get; } = values;

        public nint RowStep { get; } = rowStep;

        public nint DepthStep { get; } = depthStep;

        public int Depth { get; } = depth;
    }
}
