namespace BatchNorm.Settings;

/// <summary>What computes.</summary>
public enum EngineKind
{
    /// <summary>The fastest engine that can run the network.</summary>
    Auto,

    /// <summary>Own vectorized kernels, without any native library: every architecture.</summary>
    Simd,

    /// <summary>TorchSharp on libtorch: the reference, and batch normalization in three implementations.</summary>
    Torch,
}
