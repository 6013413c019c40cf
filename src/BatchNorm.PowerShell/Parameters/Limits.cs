namespace BatchNorm.PowerShell.Parameters;

/// <summary>How large a network can be asked for, so that a slip of the finger is an error and not a full memory.</summary>
internal static class Limits
{
    /// <summary>Hidden layers.</summary>
    public const int Layers = 1000;

    /// <summary>Units of a layer.</summary>
    public const int Width = 10_000;
}
