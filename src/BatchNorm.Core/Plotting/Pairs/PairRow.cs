using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Pairs;

/// <summary>A comparison of two sides as it is drawn: in a panel, or in a row.</summary>
/// <param name="Title">What sets it apart from the others; may be empty.</param>
/// <param name="Left">What the side is called that the other is held against.</param>
/// <param name="Right">What the other is called.</param>
/// <param name="Numbers">The comparison.</param>
internal sealed record PairRow(string Title, string Left, string Right, RunGroupComparison Numbers)
{
    /// <summary>Whether the sides are without and with batch normalization, which have colours of their own in every plot.</summary>
    public bool IsBatchNorm { get; init; }

    /// <summary>The same with every text that is drawn replaced.</summary>
    public PairRow WithTexts(Func<string, string> replace) => this with { Title = replace(Title), Left = replace(Left), Right = replace(Right) };
}
