namespace BatchNorm.Measurements;

/// <summary>Two groups of runs have nothing in common that could be held against each other.</summary>
public sealed class IncomparableGroupsException : UnmeasurableGroupException
{
    /// <summary>Tells why.</summary>
    /// <param name="message">The groups, and what keeps them from being compared.</param>
    public IncomparableGroupsException(string message)
        : base(message)
    {
    }
}
