namespace BatchNorm.Measurements;

/// <summary>Comparisons with the same settings that must not be measured together.</summary>
public abstract class UnmeasurableGroupException : Exception
{
    /// <summary>Tells what is wrong with a group.</summary>
    /// <param name="message">The group, and what was found in it.</param>
    protected UnmeasurableGroupException(string message)
        : base(message)
    {
    }
}
