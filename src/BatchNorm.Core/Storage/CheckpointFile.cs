using BatchNorm.Files;
using BatchNorm.Training;

namespace BatchNorm.Storage;

/// <summary>
/// A training under way, in a safetensors file: the network and the optimizer as float32, the samples as tables of double precision, all else
/// as text beside them, and a SHA-256 of everything. The file appears whole or not at all, and is believed only where all of it is as it was written.
/// </summary>
/// <remarks>
/// The tensors: <c>network.X</c> for every tensor X of the definition, population variances in the scale the engine keeps them in;
/// <c>optimizer.X</c> for everything the optimizer remembers; <c>scales</c>, <c>samples</c> (step, accuracy, loss, ticks of 100 ns) and
/// <c>activation_samples</c> (step, layer, unit, three percentiles), of double precision; where more was traced, <c>layer_samples</c> and
/// <c>landscape_samples</c>, as <see cref="SampleTable"/> has them.
/// </remarks>
public sealed class CheckpointFile : ICheckpoint
{
    private readonly string _path;

    /// <summary>A checkpoint at a path, where there may be a file or not.</summary>
    /// <param name="path">The file; its folder must exist when it is written.</param>
    /// <param name="interval">The time after which it is written anew, at least 0.</param>
    /// <exception cref="ArgumentException">The path is empty, or the interval is below 0.</exception>
    public CheckpointFile(string path, TimeSpan interval)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero);
        _path = path;
        Interval = interval;
    }

    /// <inheritdoc/>
    public string Name => $"the checkpoint '{_path}'";

    /// <inheritdoc/>
    public TimeSpan Interval { get; }

    /// <inheritdoc/>
    public TrainingState? Read()
    {
        try
        {
            // Whoever lost the training to this process, and does not know it yet, may be putting a newer one in its place.
            using SafetensorsFile file = SafetensorsFile.OpenReplaced(_path);
            return CheckpointContent.Read(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (StorageException refusal)
        {
            throw new CheckpointException(Name, refusal.Reason, refusal);
        }
    }

    /// <summary>How many steps the training of a checkpoint has done, by its header alone; null where there is none, or none that can be read.</summary>
    internal static int? ReadCompletedBatches(string path)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            return CheckpointContent.ReadCompletedBatches(file);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Write(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var content = CheckpointContent.Of(state);
        try
        {
            SafetensorsFile.WriteStored(_path, content.Texts, content.Tensors, overwrite: true);
        }
        catch (ArgumentException tooLarge)
        {
            throw new CheckpointException(Name, $"The network has too many layers for a checkpoint: {tooLarge.Message} Train it without one.", tooLarge);
        }
    }

    /// <inheritdoc/>
    public void Remove() => AtomicFile.Delete(_path);
}
