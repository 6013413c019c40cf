using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Recurrent;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>A training takes its memory when it begins, and no more afterwards: so its bound can be seen before the first step.</summary>
public class TrainingMemoryTests
{
    [Theory]
    [InlineData(true, 250)]
    [InlineData(false, 250)]
    public void An_image_read_pixel_by_pixel_leaves_what_the_way_back_needs_in_so_many_megabytes(bool batchNorm, int most)
    {
        var definition = new RecurrentDefinition(
            new ImageShape(28, 28), 100, 10, Activation.Tanh, batchNorm ? new BatchNormSettings() : null, pixelByPixel: true, permuted: true);
        using var arena = new NativeArena();
        using var workspace = new Workspace<Float32x8>(capacity: 100);
        var layer = new LstmLayer<Float32x8, Tanh<Float32x8>>(arena, definition);

        _ = layer.StartTraining(workspace);

        Assert.InRange((arena.Bytes + workspace.Arena.Bytes) / 1e6, 1, most);
    }
}
