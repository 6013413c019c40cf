namespace BatchNorm.Settings;

/// <summary>Where a setting that does not vary is named.</summary>
public enum Mention
{
    /// <summary>Everywhere, titles included: the lesson's own parameters.</summary>
    Always,

    /// <summary>Where settings are given in full, and in no title.</summary>
    InFull,

    /// <summary>Everywhere, but only where it is not as usual.</summary>
    WhenUnusual,

    /// <summary>Nowhere: it tells itself, or tells nothing.</summary>
    Never,
}
