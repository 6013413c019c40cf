using System.Runtime.InteropServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>What <see cref="LitPixels"/> has, pixel by pixel: the images of a batch in which a pixel is lit.</summary>
/// <param name="arena">Where.</param>
/// <param name="definition">The network.</param>
/// <param name="capacity">The most images.</param>
internal sealed unsafe class LitImages(NativeArena arena, RecurrentDefinition definition, int capacity)
{
    private readonly int _steps = definition.Steps;
    private readonly int _stepInputs = definition.StepInputs;
    private readonly float* _values = arena.Allocate<float>((long)capacity * definition.Inputs);
    private readonly int* _rows = arena.Allocate<int>((long)capacity * definition.Inputs);
    private readonly int* _starts = arena.Allocate<int>(definition.Inputs + 2L);

    /// <summary>Sorts the lit pixels of a batch by pixel: counts those of each, which tells where each begins, and puts them there.</summary>
    /// <param name="pixels">The images.</param>
    /// <param name="count">Images in the batch.</param>
    public void Sort(LitPixels pixels, int count)
    {
        // What is counted for a pixel stands two places behind its own: once added up, its beginning stands in the place after its own, where
        // putting the pixels there moves it on to its end, which is the beginning of the next.
        NativeMemory.Clear(_starts, (nuint)((_steps * _stepInputs) + 2) * sizeof(int));
        for (int row = 0; row < count; row++)
        {
            for (int step = 0; step < _steps; step++)
            {
                int lit = pixels.Of(row, step, out _, out int* indices);
                int* counts = _starts + (step * _stepInputs) + 2;
                for (int i = 0; i < lit; i++)
                    counts[indices[i]]++;
            }
        }

        for (int i = 2; i < (_steps * _stepInputs) + 2; i++)
            _starts[i] += _starts[i - 1];

        for (int row = 0; row < count; row++)
        {
            for (int step = 0; step < _steps; step++)
            {
                int lit = pixels.Of(row, step, out float* values, out int* indices);
                int* next = _starts + (step * _stepInputs) + 1;
                for (int i = 0; i < lit; i++)
                {
                    int place = next[indices[i]]++;
                    _values[place] = values[i];
                    _rows[place] = row;
                }
            }
        }
    }

    /// <summary>The images in which a pixel is lit.</summary>
    /// <param name="step">The step that reads it, from 0.</param>
    /// <param name="index">Its index among all pixels that the step reads.</param>
    /// <param name="values">What it is in each.</param>
    /// <param name="rows">Their places in the batch, ascending.</param>
    /// <returns>How many.</returns>
    public int Of(int step, int index, out float* values, out int* rows)
    {
        int* starts = _starts + (step * _stepInputs) + index;
        values = _values + starts[0];
        rows = _rows + starts[0];
        return starts[1] - starts[0];
    }
}
