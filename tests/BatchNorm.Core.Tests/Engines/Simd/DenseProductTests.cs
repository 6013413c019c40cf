using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;

namespace BatchNorm.Engines.Simd;

public class DenseProductTests
{
    /// <summary>Rows, depth and columns around the sizes of tiles, strips and blocks.</summary>
    private static readonly (int Rows, int Depth, int Columns)[] Sizes =
    [
        (1, 1, 1), (2, 3, 5), (3, 7, 8), (4, 16, 16), (5, 17, 33), (7, 31, 24), (8, 13, 40), (9, 100, 10), (13, 5, 65),
        (16, 10, 100), (60, 100, 100), (61, 257, 47), (17, 300, 129), (6, 513, 12),
        (9, 270, 301),
    ];

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Multiply_is_the_product(int lanes)
    {
        foreach (var (rows, depth, columns) in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix a = memory.Random(rows, depth);
            NativeMatrix b = memory.Random(depth, columns);
            NativeMatrix c = memory.Allocate(rows, columns);

            Kernels.Of(lanes).Multiply(a, b, c);

            Naive.AssertEqual(Naive.Product(Naive.Read(a), Naive.Read(b)), c, 1e-6 * depth);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void MultiplyTransposed_is_the_product_with_the_transpose(int lanes)
    {
        foreach (var (rows, depth, columns) in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix a = memory.Random(rows, depth);
            NativeMatrix b = memory.Random(columns, depth);
            NativeMatrix c = memory.Allocate(rows, columns);

            Kernels.Of(lanes).MultiplyTransposed(a, b, c);

            Naive.AssertEqual(Naive.Product(Naive.Read(a), Naive.Transpose(Naive.Read(b))), c, 1e-6 * depth);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void AddTransposedProduct_adds_the_scaled_product_of_the_transpose(int lanes)
    {
        foreach (var (rows, depth, columns) in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix a = memory.Random(depth, rows);
            NativeMatrix b = memory.Random(depth, columns);
            NativeMatrix c = memory.Random(rows, columns);
            double[,] expected = Naive.Add(
                Naive.Read(c), -0.25, Naive.Product(Naive.Transpose(Naive.Read(a)), Naive.Read(b)));

            Kernels.Of(lanes).AddTransposedProduct(-0.25f, a, b, c);

            Naive.AssertEqual(expected, c, 1e-6 * depth);
        }
    }

    [Fact]
    public void Transposing_works_for_every_size()
    {
        for (int rows = 1; rows <= 19; rows++)
        {
            for (int columns = 1; columns <= 19; columns++)
            {
                using var memory = new GuardedMemory(lanes: 4);
                NativeMatrix source = memory.Random(rows, columns);
                NativeMatrix target = memory.Allocate(columns, rows);

                Transpose(source, target);

                Naive.AssertEqual(Naive.Transpose(Naive.Read(source)), target, 0);
            }
        }
    }

    private static unsafe void Transpose(NativeMatrix source, NativeMatrix target) => Transposition.Transpose(
        source.Values, source.Stride, source.Rows, source.Columns, target.Values, target.Stride);
}
