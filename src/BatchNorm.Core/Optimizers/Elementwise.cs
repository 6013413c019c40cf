using System.Numerics;

namespace BatchNorm.Optimizers;

/// <summary>Applies a formula to consecutive numbers.</summary>
internal static class Elementwise<TRule>
    where TRule : struct, IUpdateRule<TRule>
{
    /// <summary>Moves parameters.</summary>
    /// <param name="rule">The formula.</param>
    /// <param name="values">The parameters.</param>
    /// <param name="gradient">As many gradients.</param>
    /// <param name="first">As much memory, or nothing where the formula has none.</param>
    /// <param name="second">Likewise.</param>
    public static void Apply(TRule rule, Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second)
    {
        int rest = values.Length % Vector<float>.Count;
        int whole = values.Length - rest;
        ApplyToVectors(rule, values[..whole], gradient, first, second);
        if (rest == 0)
            return;

        // What does not fill a vector goes through one of its own, so that a formula is written once and always rounds alike.
        Span<float> lastValues = stackalloc float[Vector<float>.Count], lastGradient = stackalloc float[Vector<float>.Count];
        Span<float> lastFirst = stackalloc float[Vector<float>.Count], lastSecond = stackalloc float[Vector<float>.Count];
        values[whole..].CopyTo(lastValues);
        gradient.Slice(whole, rest).CopyTo(lastGradient);
        if (!first.IsEmpty)
            first.Slice(whole, rest).CopyTo(lastFirst);
        if (!second.IsEmpty)
            second.Slice(whole, rest).CopyTo(lastSecond);
        ApplyToVectors(rule, lastValues, lastGradient, lastFirst, lastSecond);
        lastValues[..rest].CopyTo(values[whole..]);
        if (!first.IsEmpty)
            lastFirst[..rest].CopyTo(first[whole..]);
        if (!second.IsEmpty)
            lastSecond[..rest].CopyTo(second[whole..]);
    }

    private static void ApplyToVectors(
        TRule rule, Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second)
    {
        Vector<float> one = default, other = default;
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            if (!first.IsEmpty)
                one = new Vector<float>(first[i..]);
            if (!second.IsEmpty)
                other = new Vector<float>(second[i..]);
            rule.Move(new Vector<float>(values[i..]), new Vector<float>(gradient[i..]), ref one, ref other).CopyTo(values[i..]);
            if (!first.IsEmpty)
                one.CopyTo(first[i..]);
            if (!second.IsEmpty)
                other.CopyTo(second[i..]);
        }
    }
}
