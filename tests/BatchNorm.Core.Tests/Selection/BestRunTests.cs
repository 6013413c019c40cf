using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Selection;

public class BestRunTests
{
    [Fact]
    public void The_best_is_by_validation_unless_something_else_is_asked_for()
    {
        TrainingRun[] runs = [Run(0.90, test: 0.99, loss: 0.1), Run(0.92, test: 0.91, loss: 0.3), Run(0.91, test: 0.90, loss: 0.05)];

        Assert.Same(runs[1], Best(runs, RunCriterion.ValidationAccuracy));
        Assert.Same(runs[2], Best(runs, RunCriterion.ValidationLoss));
        Assert.Same(runs[0], Best(runs, RunCriterion.TestAccuracy));
    }

    [Fact]
    public void What_diverged_is_never_best_and_nor_is_a_loss_that_is_no_number()
    {
        TrainingRun[] runs = [Run(0.99) with { Diverged = true }, Run(0.5, loss: double.NaN), Run(0.4, loss: 2)];

        BestRun byLoss = Assert.Single(BestRun.Of(runs, RunCriterion.ValidationLoss, []));

        Assert.Same(runs[2], Assert.Single(byLoss.Best));
        Assert.Equal(2, byLoss.LeftOut);
        Assert.Same(runs[1], Best(runs, RunCriterion.ValidationAccuracy));
    }

    [Fact]
    public void Where_all_diverged_none_is_best()
    {
        BestRun group = Assert.Single(BestRun.Of([Run(0.1) with { Diverged = true }], RunCriterion.ValidationAccuracy, []));

        Assert.Empty(group.Best);
        Assert.Equal(1, group.LeftOut);
    }

    [Fact]
    public void Ties_come_in_the_order_of_the_runs()
    {
        TrainingRun[] runs = [Run(0.5), Run(0.9) with { Seed = 2 }, Run(0.9) with { Seed = 3 }];

        Assert.Equal([2, 3], Assert.Single(BestRun.Of(runs, RunCriterion.ValidationAccuracy, [])).Best.Select(run => run.Seed));
    }

    [Fact]
    public void Groups_are_told_apart_by_settings_and_by_batch_normalization()
    {
        TrainingRun[] runs =
        [
            Run(0.5) with { Activation = Activation.ReLU }, Run(0.6) with { Activation = Activation.Tanh },
            Run(0.7) with { Activation = Activation.ReLU, UseBatchNorm = true }, Run(0.8) with { Activation = Activation.ReLU },
        ];

        Assert.Equal([0.8, 0.6, 0.7], Accuracies("activation", "UseBatchNorm"));
        Assert.Equal([0.8, 0.6], Accuracies("Activation"));
        Assert.Equal([0.8], Accuracies());

        IEnumerable<double> Accuracies(params string[] groupBy) =>
            BestRun.Of(runs, RunCriterion.ValidationAccuracy, groupBy).Select(group => Assert.Single(group.Best).ValidationAccuracy);
    }

    [Fact]
    public void A_name_that_is_no_setting_is_an_error_that_lists_those_that_are()
    {
        var exception = Assert.Throws<ArgumentException>(() => BestRun.Of([], RunCriterion.ValidationAccuracy, ["Colour"]));

        Assert.Contains("'Colour'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("UseBatchNorm, Name, Activation", exception.Message, StringComparison.Ordinal);
    }

    private static TrainingRun Best(IReadOnlyList<TrainingRun> runs, RunCriterion criterion) =>
        Assert.Single(Assert.Single(BestRun.Of(runs, criterion, [])).Best);

    private static TrainingRun Run(double validation, double test = 0.5, double loss = 1) => new()
    {
        ValidationAccuracy = validation,
        TestAccuracy = test,
        Samples = [new AccuracySample { Step = 0, Loss = 5 }, new AccuracySample { Step = 10, Loss = loss }],
    };
}
