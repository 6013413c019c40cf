using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace BatchNorm.Collections;

/// <summary>
/// A list that nobody changes and whose text is what it holds. An array's text is the name of its type, and that is what tables and CSV
/// files would show of a result.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Of))]
public sealed class ValueList<T> : ReadOnlyCollection<T>
{
    internal ValueList(ReadOnlySpan<T> items)
        : base(items.ToArray())
    {
    }

    /// <summary>How many there are, as arrays call it.</summary>
    public int Length => Count;

    /// <summary>The items' texts, "0: 0.1382, 50: 0.4874"; of lists of lists, a semicolon between the lists.</summary>
    public override string ToString() => string.Join(
        typeof(T).IsAssignableTo(typeof(IEnumerable)) ? "; " : ", ", this.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));
}
