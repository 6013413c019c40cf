using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd;

/// <summary>
/// The memory that inferences work in, one piece for each of those that are under way at a time. It is kept from one to the next, so that in
/// the long run an inference allocates nothing.
/// </summary>
/// <param name="layers">The network.</param>
/// <param name="capacity">The most images at a time.</param>
internal sealed class InferencePasses<V>(LayerStack<V> layers, int capacity) : IDisposable
    where V : struct, IFloatVector<V>
{
    private readonly Stack<InferencePass<V>> _free = []; // also its own lock
    private bool _isDisposed;

    /// <summary>Memory for nobody else until it is given back.</summary>
    public InferencePass<V> Rent()
    {
        lock (_free)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_free.TryPop(out InferencePass<V>? pass))
                return pass;
        }

        return new InferencePass<V>(layers, capacity);
    }

    /// <summary>Gives memory back.</summary>
    public void Return(InferencePass<V> pass)
    {
        lock (_free)
        {
            if (!_isDisposed)
            {
                _free.Push(pass);
                return;
            }
        }

        pass.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_free)
        {
            _isDisposed = true;
            while (_free.TryPop(out InferencePass<V>? pass))
                pass.Dispose();
        }
    }
}
