using System.Runtime.CompilerServices;

namespace TorchSharpKeepAlive.Samples;

/// <summary>
/// The forms in which TorchSharp hands what it was given to native code. Each answers whether it was still there, and is called with what nobody
/// else holds. They are optimized from the first call on, for a method that is not optimized keeps everything alive to its end.
/// </summary>
public static class Methods
{
    internal const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    [MethodImpl(Optimized)]
    public static bool Argument() => Argument(New());

    [MethodImpl(Optimized)]
    public static bool DerivedArgument() => DerivedArgument(NewDerived());

    [MethodImpl(Optimized)]
    public static bool This() => NewDerived().IsItselfIntact();

    [MethodImpl(Optimized)]
    public static bool ArgumentThatMayBeNull() => ArgumentThatMayBeNull(New()) && ArgumentThatMayBeNull(null);

    [MethodImpl(Optimized)]
    public static bool Elements() => Elements([New(), New()]);

    [MethodImpl(Optimized)]
    public static bool ElementsOfASpan() => ElementsOfASpan([New(), New()]);

    [MethodImpl(Optimized)]
    public static bool ReplacedArgument() => ReplacedArgument(New());

    [MethodImpl(Optimized)]
    public static bool OneOfTwo() => OneOfTwo(New(), New()) && OneOfTwo(null, New());

    [MethodImpl(Optimized)]
    public static bool ManyReturns() => ManyReturns(New(), 0) && ManyReturns(New(), 1) && ManyReturns(New(), 2) && ManyReturns(New(), 3);

    [MethodImpl(Optimized)]
    public static bool WithinTry() => WithinTry(New());

    [MethodImpl(Optimized)]
    private static bool Argument(Owner owner) => Owner.IsIntact(owner.Handle);

    [MethodImpl(Optimized)]
    private static bool DerivedArgument(DerivedOwner owner) => Owner.IsIntact(owner.Handle);

    [MethodImpl(Optimized)]
    private static bool ArgumentThatMayBeNull(Owner? owner) => Owner.IsIntact(owner?.Handle ?? 0);

    [MethodImpl(Optimized)]
    private static bool Elements(IList<Owner> owners) => Owner.IsIntact([.. owners.Select(owner => owner.Handle)]);

    [MethodImpl(Optimized)]
    private static bool ElementsOfASpan(ReadOnlySpan<Owner> owners)
    {
        var handles = new nint[owners.Length];
        for (int i = 0; i < handles.Length; i++)
            handles[i] = owners[i].Handle;
        return Owner.IsIntact(handles);
    }

    [MethodImpl(Optimized)]
    public static bool Temporary() => Owner.IsIntact(New().Handle);

    [MethodImpl(Optimized)]
    private static bool ReplacedArgument(Owner owner)
    {
        nint handle = owner.Handle;
        owner = New();
        return Owner.IsIntact(handle, owner.Handle);
    }

    [MethodImpl(Optimized)]
    private static bool OneOfTwo(Owner? first, Owner second) => Owner.IsIntact((first ?? second).Handle);

    [MethodImpl(Optimized)]
    private static bool ManyReturns(Owner owner, int which)
    {
        if (which == 0)
            return Owner.IsIntact(owner.Handle);
        switch (which)
        {
            case 1:
                return Owner.IsIntact(owner.Handle, 0);
            case 2:
                return !!Owner.IsIntact(owner.Handle);
            default:
                which++;
                break;
        }

        return which > 0 && Owner.IsIntact(owner.Handle);
    }

    [MethodImpl(Optimized)]
    private static bool WithinTry(Owner owner)
    {
        try
        {
            if (owner.Handle == 0)
                return false;
            return Owner.IsIntact(owner.Handle);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            GC.KeepAlive(null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Owner New() => new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DerivedOwner NewDerived() => new();
}
