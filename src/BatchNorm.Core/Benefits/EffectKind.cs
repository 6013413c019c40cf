namespace BatchNorm.Benefits;

/// <summary>How two sides are compared.</summary>
public enum EffectKind
{
    /// <summary>As a quotient: 1 where they are alike.</summary>
    Ratio,

    /// <summary>As a difference: 0 where they are alike.</summary>
    Difference,
}
