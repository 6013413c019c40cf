namespace BatchNorm.Data;

/// <summary>A dataset is not on this machine and cannot be fetched: nothing is damaged, it is only not to be had here.</summary>
public sealed class DatasetUnavailableException : DatasetException
{
    /// <summary>Describes where it was looked for.</summary>
    /// <param name="path">The folder it would have been stored in.</param>
    /// <param name="message">The places looked at, what each answered, and what to do.</param>
    /// <param name="innerException">What the system said, where it said something.</param>
    public DatasetUnavailableException(string path, string message, Exception? innerException = null)
        : base(path, message, innerException)
    {
    }
}
