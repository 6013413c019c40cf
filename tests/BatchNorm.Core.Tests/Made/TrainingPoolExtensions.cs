using BatchNorm.Training;

namespace BatchNorm.Made;

internal static class TrainingPoolExtensions
{
    /// <summary>Waits for the pool to complete and takes everything that came out.</summary>
    public static List<TrainingOutcome<T>> TakeAll<T>(this TrainingPool<T> pool)
        where T : class
    {
        var outcomes = new List<TrainingOutcome<T>>();
        while (!pool.IsCompleted)
        {
            if (pool.TryTake(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken, out TrainingOutcome<T>? outcome))
                outcomes.Add(outcome!);
        }

        return outcomes;
    }
}
