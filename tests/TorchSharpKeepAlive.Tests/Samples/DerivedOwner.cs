using System.Runtime.CompilerServices;

namespace TorchSharpKeepAlive.Samples;

/// <summary>What TorchSharp's Parameter is to Tensor.</summary>
public class DerivedOwner : Owner
{
    [MethodImpl(Methods.Optimized)]
    public bool IsItselfIntact() => IsIntact(Handle);
}
