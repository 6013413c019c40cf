namespace BatchNorm.Data;

public sealed class MiniBatchTests
{
    private static readonly ImageSet Images = new(1, 2, [0, 1, 2, 3, 4, 5], [0, 1, 2]);

    [Fact]
    public void Filling_it_takes_the_next_indices_of_the_order()
    {
        var batch = new MiniBatch(Images, 2);
        var order = new BatchOrder(Images.Count, seed: 1);
        var expected = new int[4];
        new BatchOrder(Images.Count, seed: 1).Next(expected);

        batch.Fill(order);
        int[] first = batch.Indices.ToArray();
        batch.Fill(order);

        Assert.Equal(expected[..2], first);
        Assert.Equal(expected[2..], batch.Indices.ToArray());
    }

    [Fact]
    public void It_knows_its_size_and_its_images()
    {
        var batch = new MiniBatch(Images, 2);

        Assert.Equal(2, batch.Size);
        Assert.Same(Images, batch.Images);
    }

    [Fact]
    public void Filling_it_allocates_nothing_within_an_epoch()
    {
        var batch = new MiniBatch(Images, 1);
        var order = new BatchOrder(Images.Count, seed: 1);
        batch.Fill(order);

        long before = GC.GetAllocatedBytesForCurrentThread();
        batch.Fill(order);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_size_below_one_is_refused(int size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MiniBatch(Images, size));
    }
}
