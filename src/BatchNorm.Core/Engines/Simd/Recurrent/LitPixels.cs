using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNorm.Data;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// What the steps read of the images of a batch: of each image the pixels that are not black, in the order in which they are read. Four of five
/// pixels of a digit are black.
/// </summary>
internal sealed unsafe class LitPixels
{
    /// <summary>Pixels that are looked at together; behind an image's last one there are as many black ones as fill them up.</summary>
    private const int Word = 16;

    private readonly int _inputs;
    private readonly int _steps;
    private readonly int _stepInputs;
    private readonly int[] _order;
    private readonly float* _image; // row by row
    private readonly float* _read; // as it is read, which may be the same
    private readonly float* _values;
    private readonly int* _indices;
    private readonly int* _starts;

    /// <summary>Makes room.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="definition">The network.</param>
    /// <param name="capacity">The most images.</param>
    public LitPixels(NativeArena arena, RecurrentDefinition definition, int capacity)
    {
        _inputs = definition.Inputs;
        _steps = definition.Steps;
        _stepInputs = definition.StepInputs;
        _order = definition.PixelOrder();
        _image = arena.Allocate<float>(_inputs + Word);
        _read = definition.Permuted ? arena.Allocate<float>(_inputs + Word) : _image;
        _values = arena.Allocate<float>((long)capacity * _inputs);
        _indices = arena.Allocate<int>((long)capacity * _inputs);
        _starts = arena.Allocate<int>((long)capacity * (_steps + 1));
    }

    /// <summary>Reads an image.</summary>
    /// <param name="row">Its place in the batch.</param>
    /// <param name="images">The set it is in.</param>
    /// <param name="index">Its place in the set.</param>
    /// <returns>All its pixels as a network sees them, row by row; until the next call.</returns>
    [MethodImpl(Compile.Kernel)]
    public ReadOnlySpan<float> Load(int row, ImageSet images, int index)
    {
        var image = new Span<float>(_image, _inputs);
        images.CopyTo(index, 1, image);
        if (_read != _image)
        {
            for (int i = 0; i < _order.Length; i++)
                _read[i] = _image[_order[i]];
        }

        float* values = _values + ((nint)row * _inputs);
        int* indices = _indices + ((nint)row * _inputs);
        int* starts = _starts + ((nint)row * (_steps + 1));
        int count = 0, step = 0, first = 0; // the place in the order with which the step begins
        starts[0] = 0;
        for (int word = 0; word < _inputs; word += Word)
        {
            for (uint lit = LitBits(_read + word); lit != 0; lit &= lit - 1)
            {
                int place = word + BitOperations.TrailingZeroCount(lit);
                for (; place >= first + _stepInputs; first += _stepInputs)
                    starts[++step] = count;
                values[count] = _read[place];
                indices[count++] = place - first;
            }
        }

        while (step < _steps)
            starts[++step] = count;
        return image;
    }

    /// <summary>The lit pixels that a step reads of an image.</summary>
    /// <param name="row">The image's place in the batch.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="values">What they are.</param>
    /// <param name="indices">Their indices among all pixels that the step reads, ascending.</param>
    /// <returns>How many.</returns>
    public int Of(int row, int step, out float* values, out int* indices)
    {
        int* starts = _starts + ((nint)row * (_steps + 1)) + step;
        nint first = ((nint)row * _inputs) + starts[0];
        values = _values + first;
        indices = _indices + first;
        return starts[1] - starts[0];
    }

    /// <summary>Which pixels of a <see cref="Word"/> are not black, a bit each.</summary>
    [MethodImpl(Compile.Inline)]
    private static uint LitBits(float* pixels)
    {
        uint low = Vector256.Equals(Vector256.Load(pixels), Vector256<float>.Zero).ExtractMostSignificantBits();
        uint high = Vector256.Equals(Vector256.Load(pixels + 8), Vector256<float>.Zero).ExtractMostSignificantBits();
        return ~(low | (high << 8)) & ushort.MaxValue;
    }
}
