using System.Globalization;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>Whether those who trained a network trained the same.</summary>
internal static class Agreement
{
    /// <summary>Holds their test losses against each other.</summary>
    /// <param name="network">Which network, in words.</param>
    /// <param name="trained">Everyone who trained it, and to what loss.</param>
    /// <param name="tolerance">How far a loss may be from the middle of all.</param>
    /// <exception cref="PeerException">Nobody trained it, or someone computes something else: timing it would say nothing.</exception>
    public static void Check(string network, IReadOnlyList<(string Name, double Loss)> trained, double tolerance)
    {
        if (trained is [])
            throw new PeerException($"{network}: nobody could train it, and so there is nothing to time.");
        double middle = Figure.Of(trained.Select(answer => answer.Loss)).Median;
        foreach ((string name, double loss) in trained)
        {
            if (!(Math.Abs(loss - middle) <= tolerance))
                throw new PeerException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{network}: {name} came to a test loss of {loss:0.000}, all of them to about {middle:0.000}. ")
                    + "It computes something else, and timing it would say nothing.");
        }
    }
}
