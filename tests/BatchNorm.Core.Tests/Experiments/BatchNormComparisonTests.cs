using BatchNorm.Training;

namespace BatchNorm.Experiments;

public class BatchNormComparisonTests
{
    private static readonly TrainingRun Run = new() { InitialWeightsHash = "weights", BatchOrderHash = "batches", DatasetHash = "data" };

    [Fact]
    public void Runs_are_a_pair_where_weights_batches_and_data_are_the_same() => Assert.True(BatchNormComparison.Of(Run, Run).IsPaired);

    [Fact]
    public void Runs_that_differ_in_one_of_them_are_no_pair()
    {
        Assert.False(BatchNormComparison.Of(Run, Run with { InitialWeightsHash = "others" }).IsPaired);
        Assert.False(BatchNormComparison.Of(Run, Run with { BatchOrderHash = "others" }).IsPaired);
        Assert.False(BatchNormComparison.Of(Run, Run with { DatasetHash = "others" }).IsPaired);
    }

    [Fact]
    public void Data_that_was_not_hashed_makes_no_pair() =>
        Assert.False(BatchNormComparison.Of(Run with { DatasetHash = "" }, Run with { DatasetHash = "" }).IsPaired);
}
