using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

public unsafe class GateStripsTests
{
    [Fact]
    public void Every_gate_of_every_unit_has_a_column_of_its_own()
    {
        for (int units = 1; units <= 40; units++)
        {
            using var memory = new GuardedMemory(lanes: 4);
            var strips = new GateStrips(units);
            NativeMatrix row = memory.Random(1, 4 * units), grouped = memory.Allocate(1, strips.Columns);

            strips.Group(row.Values, grouped.Values);

            foreach (GateStrip strip in strips.All)
            {
                for (int gate = 0; gate < 4; gate++)
                {
                    for (int i = 0; i < strip.Units && strip.Unit + i < units; i++)
                        Assert.Equal(row.Values[(gate * units) + strip.Unit + i], grouped.Values[strip.Column + (gate * strip.Units) + i]);
                }
            }

            Assert.Equal(units, strips.All.Sum(strip => Math.Min(strip.Units, units - strip.Unit)));
        }
    }

    [Fact]
    public void What_was_grouped_is_mixed_back_to_where_it_came_from()
    {
        for (int units = 1; units <= 40; units++)
        {
            using var memory = new GuardedMemory(lanes: 4);
            var strips = new GateStrips(units);
            NativeMatrix row = memory.Random(1, 4 * units), other = memory.Random(1, 4 * units), grouped = memory.Allocate(1, strips.Columns);
            float[] before = other.ToArray();

            strips.Group(row.Values, grouped.Values);
            strips.MixUngrouped(0.5f, other.Values, -2, grouped.Values);

            Assert.Equal(row.ToArray().Zip(before, (added, kept) => (0.5f * kept) + (-2 * added)), other.ToArray());
        }
    }

    [Fact]
    public void A_hundred_units_waste_no_column()
    {
        var strips = new GateStrips(100);

        Assert.Equal(400, strips.Columns);
        Assert.Equal([16, 16, 16, 16, 16, 16, 4], strips.All.Select(strip => strip.Units));
    }

    [Fact]
    public void Blocks_of_strips_lie_one_behind_the_other_with_room_for_the_widest_vector()
    {
        using var arena = new NativeArena();
        for (int units = 1; units <= 40; units++)
        {
            var strips = new GateStrips(units);
            StripBlocks<Float32x16>[] kinds =
                [StripBlocks<Float32x16>.OfGates(arena, strips, steps: 3, images: 5), StripBlocks<Float32x16>.OfUnits(arena, strips, steps: 3, images: 5)];
            foreach (StripBlocks<Float32x16> blocks in kinds)
            {
                float* end = blocks.At(0, strips.All[0], images: 5).Values;
                for (int step = 0; step < 3; step++)
                {
                    foreach (GateStrip strip in strips.All)
                    {
                        NativeMatrix block = blocks.At(step, strip, images: 5);
                        int lastVector = block.Columns - strip.Units; // where the last gate begins

                        Assert.True(block.Values == end);
                        Assert.True(block.Stride >= block.Columns && block.Stride >= lastVector + 16);
                        end = block.Row(5);
                    }
                }
            }
        }
    }
}
