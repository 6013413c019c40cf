using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd;

/// <summary>Matrices in double precision, one number after the other: what kernels are held against.</summary>
internal static unsafe class Naive
{
    public static double[,] Read(NativeMatrix matrix)
    {
        var values = new double[matrix.Rows, matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int column = 0; column < matrix.Columns; column++)
                values[row, column] = matrix.Row(row)[column];
        }

        return values;
    }

    public static double[,] Product(double[,] a, double[,] b)
    {
        var c = new double[a.GetLength(0), b.GetLength(1)];
        for (int row = 0; row < c.GetLength(0); row++)
        {
            for (int column = 0; column < c.GetLength(1); column++)
            {
                for (int k = 0; k < a.GetLength(1); k++)
                    c[row, column] += a[row, k] * b[k, column];
            }
        }

        return c;
    }

    public static double[,] Transpose(double[,] a)
    {
        var t = new double[a.GetLength(1), a.GetLength(0)];
        for (int row = 0; row < a.GetLength(0); row++)
        {
            for (int column = 0; column < a.GetLength(1); column++)
                t[column, row] = a[row, column];
        }

        return t;
    }

    public static double[,] Add(double[,] a, double scale, double[,] b)
    {
        var sum = (double[,])a.Clone();
        for (int row = 0; row < a.GetLength(0); row++)
        {
            for (int column = 0; column < a.GetLength(1); column++)
                sum[row, column] += scale * b[row, column];
        }

        return sum;
    }

    public static double[] Column(double[,] a, int column) =>
        [.. Enumerable.Range(0, a.GetLength(0)).Select(row => a[row, column])];

    public static double[] Row(double[,] a, int row) =>
        [.. Enumerable.Range(0, a.GetLength(1)).Select(column => a[row, column])];

    public static void AssertEqual(double[,] expected, NativeMatrix actual, double tolerance)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.Rows, actual.Columns));
        for (int row = 0; row < actual.Rows; row++)
        {
            for (int column = 0; column < actual.Columns; column++)
            {
                double error = Math.Abs(expected[row, column] - actual.Row(row)[column]);
                Assert.True(error <= tolerance, // false for NaN
                    $"[{row}, {column}] of {actual}: {actual.Row(row)[column]}, not {expected[row, column]}");
            }
        }
    }
}
