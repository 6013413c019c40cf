namespace BatchNorm.Data;

/// <summary>MNIST is not on this machine and cannot be fetched: nothing is damaged, it is only not to be had here.</summary>
public sealed class MnistUnavailableException : DatasetException
{
    /// <summary>Describes where MNIST was looked for.</summary>
    /// <param name="path">The folder it would have been stored in.</param>
    /// <param name="message">The places looked at, what each answered, and what to do.</param>
    /// <param name="innerException">What the system said, where it said something.</param>
    public MnistUnavailableException(string path, string message, Exception? innerException = null)
        : base(path, message, innerException)
    {
    }
}
