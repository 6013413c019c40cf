using BatchNorm.Peers.Protocol;

namespace BatchNorm.Peers.Measures;

public sealed class AgreementTests
{
    [Fact]
    public void Losses_near_each_other_agree() => Agreement.Check("A network", [("Near", 0.9), ("Middle", 1), ("Far", 1.1)], tolerance: 0.11);

    [Theory]
    [InlineData(1.3)]
    [InlineData(0.7)]
    [InlineData(double.NaN)]
    public void Who_is_far_from_the_middle_is_named_with_the_network(double loss)
    {
        PeerException error = Assert.Throws<PeerException>(
            () => Agreement.Check("A network", [("One", 1), ("Another", 1.01), ("Wrong", loss), ("Third", 0.99), ("Fourth", 1)], tolerance: 0.2));

        Assert.StartsWith("A network: Wrong came to a test loss of ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void That_nobody_trained_a_network_is_said_in_words()
    {
        PeerException error = Assert.Throws<PeerException>(() => Agreement.Check("A network", [], double.PositiveInfinity));

        Assert.Equal("A network: nobody could train it, and so there is nothing to time.", error.Message);
    }
}
