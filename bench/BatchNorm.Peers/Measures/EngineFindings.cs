using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Measures;

/// <summary>
/// What matters of an engine beside its peers, and what is asked of it. The Torch engine is the reference: it is to be no
/// slower than a plain loop on the same library. Others exist to be fast.
/// </summary>
internal sealed class EngineFindings(Timings engine, IReadOnlyList<Timings> all)
{
    private readonly EngineKind _kind = engine.Peer.Contestant.Engine!.Value;

    private bool IsReference => _kind == EngineKind.Torch;

    public IEnumerable<Finding> Compute()
    {
        if (all.FirstOrDefault(peer => peer.Peer.Contestant is { Family: Family.PyTorch, Threads: 1 }) is { } oneThread)
        {
            yield return Rate(oneThread, "without", timings => timings.RatesWithout, IfFast(Target.AtLeast(4)));
            yield return Rate(oneThread, "with", timings => timings.RatesWith, IfFast(Target.AtLeast(4)));
        }

        if (BestSetting(Family.TorchSharp) is { } torchSharp)
        {
            Target? target = IsReference ? Target.AtLeast(1) : null;
            yield return Rate(torchSharp, "without", timings => timings.RatesWithout, target);
            yield return Rate(torchSharp, "with", timings => timings.RatesWith, target);
        }

        foreach (Family family in (Family[])[Family.PyTorch, Family.TorchSharp])
        {
            if (BestSetting(family) is { } peer)
                yield return New(
                    $"both networks, side by side, times as fast as in {peer.Peer.Name}, one after the other",
                    Figure.Ratio(peer.SecondsOneAfterOther, engine.SecondsSideBySide), IfFast(Target.AtLeast(8)));
        }

        yield return New(
            "both networks, time side by side / one after the other",
            Figure.Ratio(engine.SecondsSideBySide, engine.SecondsOneAfterOther), Target.AtMost(0.65));
        yield return New(
            "price of batch normalization, time of a step with / without", engine.PriceOfBatchNorm, IfFast(Target.AtMost(1.25)));
        yield return New(
            "In [5], both networks side by side, s",
            Figure.Of(engine.Short.Select(answer => answer.Seconds)), IfFast(Target.AtMost(1)));
        yield return New(
            "accuracy over 10,000 test images, ms",
            Figure.Of(engine.Evaluation.Select(seconds => seconds * 1e3)), IfFast(Target.AtMost(15)));
        yield return Inverted("without", answer => answer.Without);
        yield return Inverted("with", answer => answer.With);
    }

    /// <summary>The setting of a peer that takes the least time for both networks, or null where the peer is not here.</summary>
    private Timings? BestSetting(Family family) => all
        .Where(peer => peer.Peer.Contestant.Family == family)
        .MinBy(peer => Figure.Of(peer.SecondsOneAfterOther).Median);

    private Finding Rate(Timings peer, string network, Func<Timings, IEnumerable<double>> rates, Target? target) => New(
        $"one network {network} batch normalization, times as fast as {peer.Peer.Name}",
        Figure.Ratio(rates(engine), rates(peer)), target);

    private Finding Inverted(string network, Func<CompareAnswer, NetworkAnswer> select) => New(
        $"inverted (dense) images, rate {network} batch normalization / that on normal ones",
        Figure.Ratio(Rates(engine.Inverted, select), Rates(engine.OneAfterOther, select)), IfFast(Target.AtLeast(0.5)));

    private static IEnumerable<double> Rates(IEnumerable<CompareAnswer> answers, Func<CompareAnswer, NetworkAnswer> select) =>
        answers.Select(answer => select(answer).BatchesPerSecond);

    private Finding New(string measure, Figure figure, Target? target) => new(measure, _kind.ToString(), figure, target);

    private Target? IfFast(Target target) => IsReference ? null : target;
}
