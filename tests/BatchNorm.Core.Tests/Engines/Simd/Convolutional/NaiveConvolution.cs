namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>A convolution and its gradients, number by number in double precision: images are [map, row, column].</summary>
internal static class NaiveConvolution
{
    public static double[][,,] Product(double[][,,] x, double[,] weight, int kernel) => [.. x.Select(image =>
    {
        var z = new double[weight.GetLength(1), image.GetLength(1), image.GetLength(2)];
        ForEach(image, z, kernel, (from, to, tap) => z[to.Map, to.Row, to.Column] += image[from.Map, from.Row, from.Column] * weight[tap, to.Map]);
        return z;
    })];

    public static double[][,,] InputGradient(double[][,,] gradient, double[,] weight, int kernel) => [.. gradient.Select(image =>
    {
        var dx = new double[weight.GetLength(0) / (kernel * kernel), image.GetLength(1), image.GetLength(2)];
        ForEach(dx, image, kernel, (from, to, tap) => dx[from.Map, from.Row, from.Column] += image[to.Map, to.Row, to.Column] * weight[tap, to.Map]);
        return dx;
    })];

    public static double[,] WeightGradient(double[][,,] x, double[][,,] gradient, int kernel)
    {
        var dw = new double[x[0].GetLength(0) * kernel * kernel, gradient[0].GetLength(0)];
        foreach (var (image, dz) in x.Zip(gradient))
            ForEach(image, dz, kernel, (from, to, tap) => dw[tap, to.Map] += image[from.Map, from.Row, from.Column] * dz[to.Map, to.Row, to.Column]);
        return dw;
    }

    /// <summary>Every pair of an input and a product that a weight stands between.</summary>
    private static void ForEach(
        double[,,] x, double[,,] z, int kernel, Action<(int Map, int Row, int Column), (int Map, int Row, int Column), int> act)
    {
        int rows = x.GetLength(1), columns = x.GetLength(2);
        for (int map = 0; map < z.GetLength(0); map++)
        for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
        for (int from = 0; from < x.GetLength(0); from++)
        for (int i = 0; i < kernel; i++)
        for (int j = 0; j < kernel; j++)
        {
            int r = row + i - (kernel / 2), c = column + j - (kernel / 2);
            if (r >= 0 && r < rows && c >= 0 && c < columns)
                act((from, r, c), (map, row, column), (((from * kernel) + i) * kernel) + j);
        }
    }
}
