namespace BatchNorm.PowerShell.Serialization;

/// <summary>An object that was a run or a comparison has lost some of its properties: what they were must not be guessed.</summary>
internal sealed class IncompleteDataException : Exception
{
    /// <summary>Names the properties.</summary>
    /// <param name="subject">What the object was: "comparison".</param>
    /// <param name="missing">The properties that are missing or cannot be read.</param>
    public IncompleteDataException(string subject, IReadOnlyList<string> missing)
        : base($"This is no whole {subject}. Missing or not to be read: {string.Join(", ", missing)}.")
    {
    }
}
