using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// How the columns of four gates are arranged while an LSTM computes. In the network's tensors all f come first, then all i, o and g. Here
/// they are grouped in strips of 16 units, so that what belongs to a unit comes out of one product and is used while it is in the first-level
/// cache: [f i o g] of the first 16 units, [f i o g] of the next 16, and the last ones in a strip of 16, 8 or 4. 100 units have 6 x 64 + 16
/// columns, and none is wasted.
/// </summary>
/// <remarks>
/// <para>
/// A vector that is wider than the last strip reads a gate with others behind it, and what it writes behind a gate is wrong. So kernels read
/// all four gates of a row before they write any of them, and write f, i, o and g in this order: the next one puts right what the last one
/// spoilt, and behind the last column there is <see cref="Padding"/>. No strip but the last is narrower than a vector.
/// </para>
/// <para>The arrangement is the same whatever the width of the vectors.</para>
/// </remarks>
internal sealed unsafe class GateStrips
{
    /// <summary>f, i, o and g.</summary>
    public const int Gates = RecurrentDefinition.Gates;

    /// <summary>Values that every row has behind those that count.</summary>
    private const int Padding = 16;

    /// <summary>Units of every strip but the last.</summary>
    public const int Widest = 16;

    private const int Narrowest = 4;

    /// <param name="units">Units of the hidden layer.</param>
    public GateStrips(int units)
    {
        Units = units;
        All = new GateStrip[(units + Widest - 1) / Widest];
        for (int i = 0; i < All.Length; i++)
            All[i] = new GateStrip(i * Widest, WidthFor(units - (i * Widest)));
        Columns = All[^1].Column + All[^1].Columns;
    }

    /// <summary>Units of the hidden layer.</summary>
    public int Units { get; }

    /// <summary>From the first unit to the last.</summary>
    public GateStrip[] All { get; }

    /// <summary>Columns of all strips together: four for every unit, and for those that fill the last strip up.</summary>
    public int Columns { get; }

    /// <summary>Columns for a value of every unit, with room for the widest vector that begins in the last strip.</summary>
    public int PaddedUnits => All.Length * Widest;

    /// <summary>Values from row to row of the last strip alone, if need be with <see cref="Padding"/>.</summary>
    public int LastStride => All[^1].Columns + (All[^1].Units < Widest ? Padding : 0);

    /// <summary>Room for rows of all gates, with <see cref="Padding"/> behind each.</summary>
    public NativeMatrix AllocateGates(NativeArena arena, int rows)
    {
        NativeMatrix padded = arena.AllocateMatrix(rows, Columns + Padding, Padding);
        return new NativeMatrix(padded.Values, rows, Columns, Columns, padded.Stride);
    }

    /// <summary>Room for rows of all units.</summary>
    public NativeMatrix AllocateUnits(NativeArena arena, int rows)
    {
        NativeMatrix padded = arena.AllocateMatrix(rows, PaddedUnits, Padding);
        return new NativeMatrix(padded.Values, rows, Units, PaddedUnits, padded.Stride);
    }

    /// <summary>Room for rows of one strip's gates.</summary>
    public static NativeMatrix AllocateStrip(NativeArena arena, int rows) => arena.AllocateMatrix(rows, (Gates * Widest) + Padding, Padding);

    /// <summary>Arranges a row of gates in strips; what fills the last strip up is left alone.</summary>
    /// <param name="row">All f, all i, all o, all g.</param>
    /// <param name="grouped">Receives them in strips.</param>
    public void Group(float* row, float* grouped)
    {
        foreach (GateStrip strip in All)
        {
            int units = Math.Min(strip.Units, Units - strip.Unit);
            for (int gate = 0; gate < Gates; gate++)
            {
                var source = new ReadOnlySpan<float>(row + (gate * Units) + strip.Unit, units);
                source.CopyTo(new Span<float>(grouped + strip.Column + (gate * strip.Units), units));
            }
        }
    }

    /// <summary>Arranges rows of gates in strips.</summary>
    public void Group(NativeMatrix rows, NativeMatrix grouped)
    {
        for (int row = 0; row < rows.Rows; row++)
            Group(rows.Row(row), grouped.Row(row));
    }

    /// <summary>row = share row + scale grouped, the row being arranged as <see cref="Group(float*, float*)"/> takes it.</summary>
    /// <param name="share">What is kept of the row.</param>
    /// <param name="row">All f, all i, all o, all g.</param>
    /// <param name="scale">The factor of what is added.</param>
    /// <param name="grouped">In strips.</param>
    public void MixUngrouped(float share, float* row, float scale, float* grouped)
    {
        foreach (GateStrip strip in All)
        {
            int units = Math.Min(strip.Units, Units - strip.Unit);
            for (int gate = 0; gate < Gates; gate++)
                Mix(share, row + (gate * Units) + strip.Unit, scale, grouped + strip.Column + (gate * strip.Units), units);
        }
    }

    /// <summary>target = share target + scale source.</summary>
    [MethodImpl(Compile.Kernel)]
    public static void Mix(float share, float* target, float scale, float* source, int count)
    {
        int i = 0;
        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
            ((share * Vector128.Load(target + i)) + (scale * Vector128.Load(source + i))).Store(target + i);
        for (; i < count; i++)
            target[i] = (share * target[i]) + (scale * source[i]);
    }

    private static int WidthFor(int units) => units > 8 ? Widest : units > 4 ? 8 : Narrowest;
}
