using System.Collections.Concurrent;

namespace BatchNorm.Training;

/// <summary>
/// Outcomes on their way to whoever takes them: in the order in which their places were reserved, each as soon as it and all before it are
/// there; or as they come.
/// </summary>
internal sealed class OutcomeQueue<T>(bool isOrdered)
    where T : class
{
    private readonly BlockingCollection<TrainingOutcome<T>> _ready = [];
    private readonly Queue<Place> _places = []; // also the lock

    /// <summary>Whether no outcome is left to come; only ever true after <see cref="CompleteAdding"/>.</summary>
    public bool IsCompleted => _ready.IsCompleted;

    /// <summary>Reserves the next place.</summary>
    /// <param name="trainings">Trainings it is for: it is passed when all of them have ended.</param>
    public Place Reserve(int trainings)
    {
        var place = new Place { Left = trainings };
        lock (_places)
            _places.Enqueue(place);
        return place;
    }

    /// <summary>Ends one of a place's trainings.</summary>
    /// <param name="place">The place.</param>
    /// <param name="outcome">What came of it, or null where nothing is to be told.</param>
    public void End(Place place, TrainingOutcome<T>? outcome)
    {
        lock (_places)
        {
            place.Left--;
            if (outcome is not null)
                place.Outcomes.Enqueue(outcome);
            if (!isOrdered)
                Release(place);
            while (_places.TryPeek(out Place? first))
            {
                Release(first);
                if (first.Left > 0)
                    break;
                _places.Dequeue();
            }
        }
    }

    /// <summary>Says that nothing more will come; what waits for a place before it is dropped.</summary>
    public void CompleteAdding() => _ready.CompleteAdding();

    /// <summary>Waits for the next outcome.</summary>
    /// <param name="wait">How long at most.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="outcome">The outcome, if one came in time.</param>
    public bool TryTake(TimeSpan wait, CancellationToken cancellation, out TrainingOutcome<T>? outcome) =>
        _ready.TryTake(out outcome, (int)wait.TotalMilliseconds, cancellation);

    private void Release(Place place)
    {
        while (place.Outcomes.TryDequeue(out TrainingOutcome<T>? outcome))
            _ready.Add(outcome);
    }

    /// <summary>The place of one result among the others.</summary>
    public sealed class Place
    {
        /// <summary>Trainings that have not ended.</summary>
        public int Left { get; set; }

        /// <summary>What came of those that have, and is not its turn yet.</summary>
        public Queue<TrainingOutcome<T>> Outcomes { get; } = [];
    }
}
