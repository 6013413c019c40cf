namespace BatchNorm.Training;

/// <summary>
/// Trainings that wait for a thread, first come first served; but those of one network come one after the other, and let others go
/// before them while they wait for each other.
/// </summary>
internal sealed class TrainingQueue
{
    private readonly LinkedList<Job> _waiting = []; // also the lock
    private readonly HashSet<NeuralNet> _inTraining = [];
    private bool _isComplete;

    /// <summary>Queues a training.</summary>
    /// <exception cref="InvalidOperationException">It was said that nothing more would be queued.</exception>
    public void Add(Job job)
    {
        lock (_waiting)
        {
            if (_isComplete)
                throw new InvalidOperationException("The pool takes no more trainings.");
            _waiting.AddLast(job);
            Monitor.PulseAll(_waiting);
        }
    }

    /// <summary>Says that nothing more will be queued.</summary>
    public void CompleteAdding()
    {
        lock (_waiting)
        {
            _isComplete = true;
            Monitor.PulseAll(_waiting);
        }
    }

    /// <summary>Drops whatever waits.</summary>
    public void Clear()
    {
        lock (_waiting)
        {
            _waiting.Clear();
            Monitor.PulseAll(_waiting);
        }
    }

    /// <summary>Waits for the next training whose network is free, to be given to <see cref="Finish"/> when it has ended.</summary>
    /// <returns>The training, or null where none is left to come.</returns>
    public Job? Take()
    {
        lock (_waiting)
        {
            while (true)
            {
                for (LinkedListNode<Job>? node = _waiting.First; node is not null; node = node.Next)
                {
                    if (node.Value.Network is not { } network || _inTraining.Add(network))
                    {
                        _waiting.Remove(node);
                        return node.Value;
                    }
                }

                if (_isComplete && _waiting.Count == 0)
                    return null;
                Monitor.Wait(_waiting);
            }
        }
    }

    /// <summary>Frees the network of a training that has ended.</summary>
    public void Finish(Job job)
    {
        if (job.Network is not { } network)
            return;

        lock (_waiting)
        {
            _inTraining.Remove(network);
            Monitor.PulseAll(_waiting);
        }
    }

    /// <summary>A training that waits.</summary>
    /// <param name="Run">Trains.</param>
    /// <param name="Network">What no two trainings may use at a time, or null where it has a network of its own.</param>
    public sealed record Job(Action Run, NeuralNet? Network);
}
