using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd;

/// <summary>
/// The memory that inferences work in, one piece for each of those that are under way at a time. It is kept from one to the next, so that in
/// the long run an inference allocates nothing.
/// </summary>
internal sealed class InferenceWorkspaces<V>(FullyConnectedDefinition definition) : IDisposable
    where V : struct, IFloatVector<V>
{
    private readonly Stack<InferenceWorkspace<V>> _free = []; // also its own lock
    private bool _isDisposed;

    /// <summary>Memory for up to <see cref="PixelBatch.Tile"/> images, for nobody else until it is given back.</summary>
    public InferenceWorkspace<V> Rent()
    {
        lock (_free)
        {
            if (_free.TryPop(out InferenceWorkspace<V>? workspace))
                return workspace;
        }

        return new InferenceWorkspace<V>(definition, PixelBatch.Tile);
    }

    /// <summary>Gives memory back.</summary>
    public void Return(InferenceWorkspace<V> workspace)
    {
        lock (_free)
        {
            if (!_isDisposed)
            {
                _free.Push(workspace);
                return;
            }
        }

        workspace.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_free)
        {
            _isDisposed = true;
            while (_free.TryPop(out InferenceWorkspace<V>? workspace))
                workspace.Dispose();
        }
    }
}
