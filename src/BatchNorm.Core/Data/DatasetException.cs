namespace BatchNorm.Data;

/// <summary>Data that cannot be used: the message names the file or folder, what was expected and what was found.</summary>
public class DatasetException : Exception
{
    /// <summary>Describes what is wrong with a file or folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="innerException">What the system said, where it said something.</param>
    public DatasetException(string path, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Path = path;
    }

    /// <summary>The file or folder at fault.</summary>
    public string Path { get; }
}
