using BatchNorm.Training;

namespace BatchNorm.Made;

/// <summary>A checkpoint in memory that tells what was done with it.</summary>
internal sealed class MadeCheckpoint : ICheckpoint
{
    public string Name => "the checkpoint in memory";

    public TimeSpan Interval { get; init; } = TimeSpan.MaxValue;

    /// <summary>What is done before something is kept.</summary>
    public Action<TrainingState> BeforeWrite { get; init; } = _ => { };

    /// <summary>What is kept.</summary>
    public TrainingState? State { get; set; }

    /// <summary>The steps that were done whenever something was kept.</summary>
    public List<int> Written { get; } = [];

    public TrainingState? Read() => State;

    public void Write(TrainingState state)
    {
        BeforeWrite(state);
        State = state;
        Written.Add(state.CompletedBatches);
    }

    public void Remove() => State = null;
}
