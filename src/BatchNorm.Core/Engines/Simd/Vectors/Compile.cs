using System.Runtime.CompilerServices;

namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>How the JIT is to compile the engine's code.</summary>
internal static class Compile
{
    /// <summary>
    /// A kernel: optimized fully when it is first called, without a slow first version, and never inlined into its caller, where
    /// the JIT would run out of its budget for inlining and call every vector operation as a function.
    /// </summary>
    public const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>A piece of a kernel.</summary>
    public const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
}
