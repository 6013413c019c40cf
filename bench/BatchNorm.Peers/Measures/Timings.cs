using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>What one peer did, round by round.</summary>
internal sealed record Timings(PeerProcess Peer)
{
    /// <summary>In [4], one network after the other.</summary>
    public List<CompareAnswer> OneAfterOther { get; } = [];

    /// <summary>In [4], both networks side by side; engines only.</summary>
    public List<CompareAnswer> SideBySide { get; } = [];

    /// <summary>In [4] on inverted images, one network after the other; engines only.</summary>
    public List<CompareAnswer> Inverted { get; } = [];

    /// <summary>In [5], both networks side by side; engines only.</summary>
    public List<CompareAnswer> Short { get; } = [];

    /// <summary>Seconds for the accuracy over the test images.</summary>
    public List<double> Evaluation { get; } = [];

    public IEnumerable<double> RatesWithout => OneAfterOther.Select(answer => answer.Without.BatchesPerSecond);

    public IEnumerable<double> RatesWith => OneAfterOther.Select(answer => answer.With.BatchesPerSecond);

    public IEnumerable<double> SecondsOneAfterOther => OneAfterOther.Select(answer => answer.Seconds);

    public IEnumerable<double> SecondsSideBySide => SideBySide.Select(answer => answer.Seconds);

    /// <summary>How many times as long a step takes with batch normalization.</summary>
    public Figure PriceOfBatchNorm => Figure.Ratio(RatesWithout, RatesWith);
}
