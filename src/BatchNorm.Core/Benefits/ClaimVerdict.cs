namespace BatchNorm.Benefits;

/// <summary>What experiments say of a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>The interval of what is measured leaves too much open, or there is none.</summary>
    CannotBeTold,

    /// <summary>The interval lies on the claim's side as a whole.</summary>
    Holds,

    /// <summary>No part of the interval lies on the claim's side.</summary>
    DoesNotHold,
}
