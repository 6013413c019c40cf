using BatchNorm.Engines.Torch;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Made;

/// <summary>Every kind of network there is, small: by architecture, engine and batch normalization.</summary>
internal static class MadeSituations
{
    private static readonly ExperimentSettings FullyConnected = new() { HiddenLayer = "8,6" };

    private static readonly ExperimentSettings Convolutional =
        ExperimentSettings.Usual(Architecture.Convolutional) with { FeatureMaps = "2,3", KernelSize = 3, HiddenLayer = "6" };

    private static readonly ExperimentSettings Recurrent = ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "6" };

    public static IReadOnlyList<(ExperimentSettings Shape, EngineKind Engine, BatchNormSettings? BatchNorm)> All =>
    [
        (FullyConnected, EngineKind.Simd, null),
        (FullyConnected, EngineKind.Simd, new()),
        (FullyConnected, EngineKind.Simd, new() { Placement = BatchNormPlacement.AfterActivation }),
        (FullyConnected, EngineKind.Torch, null),
        (FullyConnected, EngineKind.Torch, new()),
        (FullyConnected, EngineKind.Torch, new() { Implementation = BatchNormImplementation.Functional }),
        (FullyConnected, EngineKind.Torch, new() { Implementation = BatchNormImplementation.Equations }),
        (FullyConnected, EngineKind.Torch, new() { Placement = BatchNormPlacement.AfterActivation }),
        (Convolutional, EngineKind.Simd, null),
        (Convolutional, EngineKind.Simd, new()),
        (Convolutional, EngineKind.Simd, new() { Placement = BatchNormPlacement.AfterActivation }),
        (Recurrent, EngineKind.Simd, null),
        (Recurrent, EngineKind.Simd, new()),
        (Recurrent with { PixelByPixel = true }, EngineKind.Simd, new()),
        (Recurrent with { Permuted = true }, EngineKind.Simd, new()),
        (Convolutional, EngineKind.Torch, null),
        (Convolutional, EngineKind.Torch, new()),
        (Recurrent, EngineKind.Torch, null),
        (Recurrent, EngineKind.Torch, new()),
        (Recurrent with { PixelByPixel = true }, EngineKind.Torch, new()),
        (Recurrent with { Permuted = true }, EngineKind.Torch, new()),
    ];

    /// <summary>Each with every optimizer; what reads pixel by pixel, which takes long, with its usual one alone: an optimizer knows nothing of it.</summary>
    public static IEnumerable<(ExperimentSettings Shape, EngineKind Engine, BatchNormSettings? BatchNorm, OptimizerKind Optimizer)> WithEveryOptimizer =>
        from made in All
        from optimizer in Enum.GetValues<OptimizerKind>()
        where made.Shape.PixelByPixel is not true || optimizer == made.Shape.Optimizer
        select (made.Shape, made.Engine, made.BatchNorm, optimizer);

    public static void SkipWithoutTorch(EngineKind engine)
    {
        if (engine == EngineKind.Torch)
            Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
    }
}
