using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>What settings have in common that engines compute with in float32, where a number too small is 0 and one too large infinite.</summary>
public static class PositiveFloat32
{
    /// <summary>What is held, to go on after "must be" and "is not".</summary>
    public static string Range { get; } = string.Create(
        CultureInfo.InvariantCulture, $"a finite number above 0 that float32 can hold, from about {float.Epsilon:0.0E+0} to {float.MaxValue:0.0E+0}");

    /// <summary>Whether a number is above 0 and finite, also once it is rounded to float32. NaN is not.</summary>
    public static bool Holds(double value) => (float)value is > 0 and < float.PositiveInfinity;

    /// <summary>The number, if it is above 0 and finite in float32.</summary>
    /// <param name="value">The number.</param>
    /// <param name="parameter">The setting's name in the code.</param>
    /// <param name="subject">The setting in words: "The learning rate".</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    internal static double Checked(double value, string parameter, string subject) =>
        Holds(value) ? value : throw new ArgumentOutOfRangeException(parameter, value, $"{subject} must be {Range}.");
}
