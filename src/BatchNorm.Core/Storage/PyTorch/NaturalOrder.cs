namespace BatchNorm.Storage.PyTorch;

/// <summary>Orders names as people count: fc2 before fc10. Digits are compared as numbers of any length, all else letter by letter.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    /// <summary>The order.</summary>
    public static NaturalOrder Comparer { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x, right = y;
        while (left.Length > 0 && right.Length > 0)
        {
            int order = CompareHeads(ref left, ref right);
            if (order != 0)
                return order;
        }

        int rest = left.Length - right.Length;
        return rest != 0 ? rest : string.CompareOrdinal(x, y); // 07 and 7 are equal as numbers
    }

    /// <summary>Takes a number, or a letter, off both and compares the two.</summary>
    private static int CompareHeads(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        if (!char.IsAsciiDigit(left[0]) || !char.IsAsciiDigit(right[0]))
        {
            int order = left[0].CompareTo(right[0]);
            left = left[1..];
            right = right[1..];
            return order;
        }

        ReadOnlySpan<char> leftNumber = TakeNumber(ref left), rightNumber = TakeNumber(ref right);
        return leftNumber.Length != rightNumber.Length
            ? leftNumber.Length - rightNumber.Length
            : leftNumber.SequenceCompareTo(rightNumber);
    }

    /// <summary>Takes the digits off the front; what comes back has no leading zeros.</summary>
    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = length < 0 ? text : text[..length];
        text = text[digits.Length..];
        return digits.TrimStart('0');
    }
}
