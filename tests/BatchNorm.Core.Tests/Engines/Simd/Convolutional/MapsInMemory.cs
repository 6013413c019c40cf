using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>Feature maps in the engine's layout, and as plain arrays [image][map, row, column].</summary>
internal static unsafe class MapsInMemory
{
    /// <summary>Random numbers in all lanes, those without an image too, and zeros in the borders.</summary>
    public static NativeMatrix Random(GuardedMemory memory, MapLayout layout, int images, int lanes, int seed)
    {
        var random = new Random(seed);
        NativeMatrix maps = Zero(memory, layout, images, lanes);
        for (int image = 0; image < RoundUp(images, lanes); image++)
        {
            foreach (var (map, row, column) in Positions(layout))
                At(maps, layout, lanes, image, map, row, column) = (float)((random.NextDouble() * 2) - 1);
        }

        return maps;
    }

    /// <summary>Zeros.</summary>
    public static NativeMatrix Zero(GuardedMemory memory, MapLayout layout, int images, int lanes)
    {
        NativeMatrix maps = memory.Allocate(images, layout.Values);
        for (int bundle = 0; bundle < images; bundle += lanes)
            new Span<float>(maps.Row(bundle), layout.Values * lanes).Clear();
        return maps;
    }

    public static double[][,,] Read(NativeMatrix maps, MapLayout layout, int lanes)
    {
        var images = new double[maps.Rows][,,];
        for (int image = 0; image < images.Length; image++)
        {
            images[image] = new double[layout.Maps, layout.Rows, layout.Columns];
            foreach (var (map, row, column) in Positions(layout))
                images[image][map, row, column] = At(maps, layout, lanes, image, map, row, column);
        }

        return images;
    }

    /// <summary>All values that count, in the order image, map, row, column.</summary>
    public static float[] Values(NativeMatrix maps, MapLayout layout, int lanes)
    {
        var values = new List<float>();
        for (int image = 0; image < maps.Rows; image++)
        {
            foreach (var (map, row, column) in Positions(layout))
                values.Add(At(maps, layout, lanes, image, map, row, column));
        }

        return [.. values];
    }

    public static ref float At(NativeMatrix maps, MapLayout layout, int lanes, int image, int map, int row, int column) =>
        ref maps.Row(image / lanes * lanes)[(layout.Index(map, row, column) * lanes) + (image % lanes)];

    public static void AssertEqual(double[][,,] expected, NativeMatrix actual, MapLayout layout, int lanes, double tolerance)
    {
        for (int image = 0; image < actual.Rows; image++)
        {
            foreach (var (map, row, column) in Positions(layout))
            {
                double value = At(actual, layout, lanes, image, map, row, column);
                Assert.True(Math.Abs(expected[image][map, row, column] - value) <= tolerance, // false for NaN
                    $"image {image}, [{map}, {row}, {column}] of {layout}: {value}, not {expected[image][map, row, column]}");
            }
        }
    }

    public static IEnumerable<(int Map, int Row, int Column)> Positions(MapLayout layout) =>
        from map in Enumerable.Range(0, layout.Maps)
        from row in Enumerable.Range(0, layout.Rows)
        from column in Enumerable.Range(0, layout.Columns)
        select (map, row, column);

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
