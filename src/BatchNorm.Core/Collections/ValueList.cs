namespace BatchNorm.Collections;

/// <summary>Makes lists that nobody changes.</summary>
public static class ValueList
{
    /// <summary>A list of these items, which are copied.</summary>
    public static ValueList<T> Of<T>(ReadOnlySpan<T> items) => new(items);
}
