namespace BatchNorm.Sweeps.Launching;

/// <summary>The file of a submission was refused: it is damaged or foreign.</summary>
public sealed class SubmissionException : IOException
{
    /// <summary>Tells which file was refused and why.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">What was expected and what was found, in whole sentences.</param>
    /// <param name="cause">What found it, where that was another exception.</param>
    public SubmissionException(string path, string reason, Exception? cause = null)
        : base($"The submission '{path}' cannot be read. {ControlCharacters.Shown(reason)} Its workers may be running all the same; on Slurm "
            + $"their job is called bn-{System.IO.Path.GetFileNameWithoutExtension(path)}. Remove the file once they have ended.", cause)
    {
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }
}
