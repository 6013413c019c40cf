using System.Runtime.CompilerServices;
using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>Images as a convolution reads them: maps of one brightness, an image in each lane, black ones in lanes beyond the last.</summary>
internal sealed unsafe class BundledImages<V>(Workspace<V> workspace, MapLayout layout)
    where V : struct, IFloatVector<V>
{
    /// <summary>Columns that are transposed at a time.</summary>
    private const int Block = 8;

    private readonly NativeMatrix _maps = workspace.AllocateRows(layout.Values);
    private readonly NativeMatrix _rows = workspace.Arena.AllocateMatrix(V.Count, layout.Positions, V.Count);

    private readonly MapRegion[] _lit = new MapRegion[((workspace.Capacity - 1) / V.Count) + 1];

    /// <summary>Reads the images of a batch, in its order; what was read before is overwritten.</summary>
    public MapBatch<V> Load(ImageSet images, ReadOnlySpan<int> indices)
    {
        if (images.PixelType == PixelType.UInt8)
        {
            foreach (int index in indices)
                PixelBatch.Prefetch(images.Image(index));
        }

        for (int i = 0; i < indices.Length; i++)
        {
            images.CopyTo(indices[i], 1, Lane(i));
            Complete(i, indices.Length);
        }

        return Batch(indices.Length);
    }

    /// <summary>Reads consecutive images; what was read before is overwritten.</summary>
    public MapBatch<V> Load(ImageSet images, int start, int count)
    {
        for (int i = 0; i < count; i++)
        {
            images.CopyTo(start + i, 1, Lane(i));
            Complete(i, count);
        }

        return Batch(count);
    }

    private MapBatch<V> Batch(int images) => new(_maps.Slice(0, images), layout, _lit);

    private Span<float> Lane(int image) => new(_rows.Row(image % V.Count), layout.Positions);

    /// <summary>Makes a bundle when the last of its images is there.</summary>
    private void Complete(int image, int images)
    {
        int lane = image % V.Count;
        if (lane < V.Count - 1 && image < images - 1)
            return;

        for (int black = lane + 1; black < V.Count; black++)
            Lane(black).Clear();
        float* bundle = _maps.Row(image - lane);
        Transpose(bundle);
        _lit[image / V.Count] = Lit(bundle);
    }

    [MethodImpl(Compile.Kernel)]
    private void Transpose(float* bundle)
    {
        for (int row = 0; row < layout.Rows; row++)
        {
            float* source = _rows.Values + (row * layout.Columns);
            float* target = bundle + (layout.Index(0, row, 0) * V.Count);
            int whole = layout.Columns / Block * Block;
            Transposition.Transpose(source, _rows.Stride, V.Count, whole, target, V.Count);

            // What is left over is transposed with columns before it, once more, as whole blocks are quicker.
            int rest = whole == 0 ? 0 : layout.Columns - Block;
            if (whole < layout.Columns)
                Transposition.Transpose(
                    source + rest, _rows.Stride, V.Count, layout.Columns - rest, target + (rest * V.Count), V.Count);
        }
    }

    /// <summary>The smallest region beyond which all images of a bundle are black.</summary>
    [MethodImpl(Compile.Kernel)]
    private MapRegion Lit(float* bundle)
    {
        int top = 0, bottom = layout.Rows, left = 0, right = layout.Columns;
        while (top < bottom && IsBlack(bundle, top, layout.Columns, 0, 1))
            top++;
        while (top < bottom && IsBlack(bundle, bottom - 1, layout.Columns, 0, 1))
            bottom--;
        while (left < right && IsBlack(bundle, top, bottom - top, left, layout.RowStride))
            left++;
        while (left < right && IsBlack(bundle, top, bottom - top, right - 1, layout.RowStride))
            right--;
        return new MapRegion(top, bottom, left, right);
    }

    /// <summary>Whether some values, a step apart, are 0 in all lanes.</summary>
    [MethodImpl(Compile.Inline)]
    private bool IsBlack(float* bundle, int row, int count, int column, int step)
    {
        float* values = bundle + (layout.Index(0, row, column) * V.Count);
        V sum = V.Zero;
        for (; count > 0; count--, values += step * V.Count)
            sum += V.Abs(V.Load(values));
        V isLit = V.IfGreater(V.Broadcast(float.Epsilon), sum, V.Zero, V.Broadcast(1)); // where the sum is NaN too
        return V.Largest(isLit) == 0;
    }
}
