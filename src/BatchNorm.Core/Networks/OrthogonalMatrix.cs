using BatchNorm.Randomness;

namespace BatchNorm.Networks;

/// <summary>Matrices that keep the length of what they are multiplied with, as far as their shape allows.</summary>
internal static class OrthogonalMatrix
{
    /// <summary>Draws a matrix with orthonormal rows or, where it has more rows than columns, orthonormal columns.</summary>
    /// <returns>The values, row by row. Every such matrix is equally likely.</returns>
    public static double[] Draw(int rows, int columns, RandomSource random)
    {
        int count = Math.Min(rows, columns);
        double[][] vectors = Orthonormal(count, Math.Max(rows, columns), random);
        var values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                values[row * columns + column] = rows <= columns ? vectors[row][column] : vectors[column][row];
        }

        return values;
    }

    /// <summary>
    /// Gram and Schmidt's method on normally distributed vectors, whose directions are uniform. Each vector is cleared of the others
    /// twice, because once leaves rounding errors behind that grow with the number of vectors.
    /// </summary>
    private static double[][] Orthonormal(int count, int length, RandomSource random)
    {
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                    Subtract(vector, vectors[j], Dot(vector, vectors[j]));
            }

            double size = Math.Sqrt(Dot(vector, vector));
            vectors[i] = [.. vector.Select(value => value / size)];
        }

        return vectors;
    }

    private static double Dot(double[] one, double[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++)
            sum += one[i] * other[i];
        return sum;
    }

    private static void Subtract(double[] vector, double[] other, double factor)
    {
        for (int i = 0; i < vector.Length; i++)
            vector[i] -= factor * other[i];
    }
}
