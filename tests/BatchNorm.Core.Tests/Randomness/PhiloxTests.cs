using System.Runtime.Intrinsics;
using CsCheck;

namespace BatchNorm.Randomness;

public sealed class PhiloxTests
{
    /// <summary>The known answers that Random123 publishes (kat_vectors, philox4x32 with 10 rounds).</summary>
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers => new()
    {
        {
            [0, 0, 0, 0],
            [0, 0],
            [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
        },
        {
            [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
            [0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        },
        {
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
            [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void A_block_is_the_published_known_answer(uint[] counter, uint[] key, uint[] expected)
    {
        var (x0, x1, x2, x3) = Philox.Block((counter[0], counter[1], counter[2], counter[3]), key[0] | (ulong)key[1] << 32);

        Assert.Equal(expected, new[] { x0, x1, x2, x3 });
    }

    [Fact]
    public void Four_blocks_side_by_side_are_those_one_by_one()
    {
        Gen.Select(Gen.OneOf(Gen.ULong, Gen.Int[-4, 0].Select(before => (1UL << 32) + (ulong)before)), Gen.ULong, Gen.ULong).Sample((low, high, key) =>
        {
            var (x0, x1, x2, x3) = Philox.Blocks(low, high, key);

            for (int i = 0; i < Vector256<ulong>.Count; i++)
            {
                ulong counter = unchecked(low + (ulong)i);
                var alone = Philox.Block(((uint)counter, (uint)(counter >> 32), (uint)high, (uint)(high >> 32)), key);
                Assert.Equal(((ulong)alone.X0, (ulong)alone.X1, (ulong)alone.X2, (ulong)alone.X3), (x0[i], x1[i], x2[i], x3[i]));
            }
        });
    }
}
