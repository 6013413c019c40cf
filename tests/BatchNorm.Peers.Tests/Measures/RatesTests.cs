using BatchNorm.Peers.Contestants;

namespace BatchNorm.Peers.Measures;

public sealed class RatesTests
{
    private static readonly Contestant Engine = Of("Simd");
    private static readonly Contestant OnePeer = Of("Peer");
    private static readonly Contestant SamePeerOtherwise = Of("Peer") with { Name = "Peer, otherwise" };

    [Fact]
    public void Ratios_are_taken_within_a_round()
    {
        var rates = new Rates();
        Add(rates, Engine, 10, 100, 40); // the machine is ten times as fast in the second round, for both
        Add(rates, OnePeer, 2, 25, 10);

        Assert.Equal(new Reporting.Figure(Median: 4, Least: 4, Most: 5), rates.Times("Simd", "Peer"));
    }

    [Fact]
    public void Of_a_peer_in_several_forms_the_best_counts()
    {
        var rates = new Rates();
        Add(rates, Engine, 12, 12, 12);
        Add(rates, OnePeer, 2, 2, 12);
        Add(rates, SamePeerOtherwise, 3, 3, 3);

        Assert.Equal(new Reporting.Figure(4, 4, 4), rates.Times("Simd", "Peer"));
    }

    [Fact]
    public void Who_took_no_part_has_no_rate_and_no_ratio()
    {
        var rates = new Rates();
        Add(rates, Engine, 12);

        Assert.Null(rates.Of(OnePeer));
        Assert.Null(rates.Times("Simd", "Peer"));
        Assert.Null(rates.Times("Peer", "Simd"));
    }

    private static Contestant Of(string family) => new(family, family, IsEngine: false, Threads: 1, Program: ["program"], IsAsked: _ => true);

    private static void Add(Rates rates, Contestant contestant, params double[] values)
    {
        foreach (double value in values)
            rates.Add(contestant, value);
    }
}
