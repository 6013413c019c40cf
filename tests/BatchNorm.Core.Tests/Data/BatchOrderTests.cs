using CsCheck;

namespace BatchNorm.Data;

public sealed class BatchOrderTests
{
    [Fact]
    public void An_epoch_visits_every_image_once()
    {
        var order = new BatchOrder(100, seed: 1);

        Assert.Equal(Enumerable.Range(0, 100), Take(order, 10, batches: 10).Order());
    }

    [Fact]
    public void Every_epoch_has_an_order_of_its_own()
    {
        var order = new BatchOrder(100, seed: 1);

        int[] first = Take(order, 100, batches: 1);
        int[] second = Take(order, 100, batches: 1);

        Assert.NotEqual(Enumerable.Range(0, 100), first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_batch_that_crosses_the_end_of_an_epoch_goes_on_with_the_next_one()
    {
        var whole = new BatchOrder(10, seed: 3);
        int[] first = Take(whole, 10, batches: 1);
        int[] second = Take(whole, 10, batches: 1);
        var crossing = new BatchOrder(10, seed: 3);
        Take(crossing, 8, batches: 1);

        int[] batch = Take(crossing, 8, batches: 1);

        Assert.Equal([.. first[8..], .. second[..6]], batch);
    }

    [Fact]
    public void A_batch_may_be_larger_than_the_training_set()
    {
        int[] batch = Take(new BatchOrder(3, seed: 1), 10, batches: 1);

        Assert.Equal([0, 1, 2], batch[..3].Order());
        Assert.Equal([0, 1, 2], batch[3..6].Order());
        Assert.Equal([0, 1, 2], batch[6..9].Order());
    }

    [Fact]
    public void After_any_number_of_batches_no_image_was_visited_twice_more_than_another() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 60], Gen.Int[1, 30], Gen.Int).Sample((images, batchSize, batches, seed) =>
        {
            var visits = new int[images];
            foreach (int index in Take(new BatchOrder(images, seed), batchSize, batches))
                visits[index]++;

            Assert.InRange(visits.Max() - visits.Min(), 0, 1);
        });

    [Fact]
    public void The_images_come_in_the_same_order_whatever_the_sizes_of_the_batches() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 30].Array[1, 20], Gen.Int).Sample((images, sizes, seed) =>
        {
            var order = new BatchOrder(images, seed);
            int[] cut = [.. sizes.SelectMany(size => Take(order, size, batches: 1))];

            Assert.Equal(Take(new BatchOrder(images, seed), sizes.Sum(), batches: 1), cut);
        });

    [Fact]
    public void An_order_that_begins_further_on_goes_on_as_if_it_had_been_there_from_the_first_image() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 200], Gen.Int[0, 60], Gen.Int).Sample((images, taken, count, seed) =>
        {
            int[] whole = Take(new BatchOrder(images, seed), taken + count, batches: 1);

            Assert.Equal(whole[taken..], Take(new BatchOrder(images, seed, taken), count, batches: 1));
        });

    [Fact]
    public void Going_on_after_a_billion_epochs_costs_no_more_than_after_one() =>
        Assert.Equal(Enumerable.Range(0, 10), Take(new BatchOrder(10, seed: 1, taken: 10_000_000_000), 10, batches: 1).Order());

    [Fact]
    public void The_seed_fixes_the_order()
    {
        Assert.Equal(Take(new BatchOrder(50, 4), 60, 5), Take(new BatchOrder(50, 4), 60, 5));
        Assert.NotEqual(Take(new BatchOrder(50, 4), 60, 5), Take(new BatchOrder(50, 5), 60, 5));
    }

    [Fact]
    public void An_empty_training_set_or_a_start_before_the_first_image_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOrder(0, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOrder(5, seed: 1, taken: -1));
    }

    private static int[] Take(BatchOrder order, int batchSize, int batches)
    {
        var indices = new int[batchSize * batches];
        for (int i = 0; i < batches; i++)
            order.Next(indices.AsSpan(i * batchSize, batchSize));
        return indices;
    }
}
