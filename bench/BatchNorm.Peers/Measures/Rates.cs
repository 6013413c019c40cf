using BatchNorm.Peers.Contestants;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>What one measure came to: a rate of each peer that takes part in it, round by round.</summary>
internal sealed class Rates
{
    private readonly Dictionary<Contestant, List<double>> _rates = [];

    public void Add(Contestant contestant, double rate)
    {
        if (!_rates.TryGetValue(contestant, out List<double>? rates))
            _rates.Add(contestant, rates = []);
        rates.Add(rate);
    }

    /// <summary>The rates of a contestant, or null where it took no part.</summary>
    public Figure? Of(Contestant contestant) => _rates.TryGetValue(contestant, out List<double>? rates) ? Figure.Of(rates) : null;

    /// <summary>How many times as fast one family is as another, the best of each, or null where one of them took no part.</summary>
    public Figure? Times(string family, string other) =>
        Best(family) is { } rates && Best(other) is { } others ? Figure.Ratio(rates, others) : null;

    private List<double>? Best(string family) => _rates
        .Where(pair => pair.Key.Family == family)
        .Select(pair => pair.Value)
        .MaxBy(rates => Figure.Of(rates).Median);
}
