namespace BatchNorm.Settings;

/// <summary>What computes.</summary>
public enum EngineKind
{
    /// <summary>The fastest engine that can run the network.</summary>
    Auto,

    /// <summary>Own vectorized kernels, without any native library: fully connected networks.</summary>
    Simd,

    /// <summary>TorchSharp on libtorch: every architecture, and the reference for other engines.</summary>
    Torch,
}
