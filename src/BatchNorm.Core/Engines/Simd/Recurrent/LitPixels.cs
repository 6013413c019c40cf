using BatchNorm.Data;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// What the steps read of the images of a batch: of each image the pixels that are not black, in the order in which they are read. Four of five
/// pixels of a digit are black.
/// </summary>
/// <param name="arena">Where.</param>
/// <param name="definition">The network.</param>
/// <param name="capacity">The most images.</param>
internal sealed unsafe class LitPixels(NativeArena arena, RecurrentDefinition definition, int capacity)
{
    private readonly int _steps = definition.Steps;
    private readonly int _stepInputs = definition.StepInputs;
    private readonly int[] _order = definition.PixelOrder();
    private readonly float[] _image = new float[definition.Inputs];
    private readonly float* _values = arena.Allocate<float>((long)capacity * definition.Inputs);
    private readonly int* _indices = arena.Allocate<int>((long)capacity * definition.Inputs);
    private readonly int* _starts = arena.Allocate<int>((long)capacity * (definition.Steps + 1));

    /// <summary>Reads an image.</summary>
    /// <param name="row">Its place in the batch.</param>
    /// <param name="images">The set it is in.</param>
    /// <param name="index">Its place in the set.</param>
    /// <returns>All its pixels as a network sees them, row by row; until the next call.</returns>
    public ReadOnlySpan<float> Load(int row, ImageSet images, int index)
    {
        images.CopyTo(index, 1, _image);
        float* values = _values + ((nint)row * _image.Length);
        int* indices = _indices + ((nint)row * _image.Length);
        int* starts = _starts + ((nint)row * (_steps + 1));
        int count = 0, read = 0;
        for (int step = 0; step < _steps; step++)
        {
            starts[step] = count;
            for (int input = 0; input < _stepInputs; input++)
            {
                // What is black is written, too, and then overwritten: so there is nothing to be guessed.
                float pixel = _image[_order[read++]];
                values[count] = pixel;
                indices[count] = input;
                count += pixel == 0 ? 0 : 1;
            }
        }

        starts[_steps] = count;
        return _image;
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
        nint first = ((nint)row * _image.Length) + starts[0];
        values = _values + first;
        indices = _indices + first;
        return starts[1] - starts[0];
    }
}
