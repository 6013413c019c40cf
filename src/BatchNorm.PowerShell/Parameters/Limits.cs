namespace BatchNorm.PowerShell.Parameters;

/// <summary>How large a network can be asked for, so that a slip of the finger is an error and not a full memory.</summary>
internal static class Limits
{
    /// <summary>Hidden layers.</summary>
    public const int Layers = 1000;

    /// <summary>Units of a layer.</summary>
    public const int Width = 10_000;

    /// <summary>Rows, and columns, of an image where none are given: MNIST's.</summary>
    public const int UsualSide = 28;

    /// <summary>Classes where none are given: the ten digits.</summary>
    public const int UsualClasses = 10;
}
