using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Plotting;

namespace BatchNorm.Reporting;

public class BatchNormReportTests
{
    [Fact]
    public void Comparisons_that_differ_in_the_seed_are_one_group_in_the_order_of_their_first()
    {
        BatchNormReport report = MadeReports.Of(
            MadeUpRuns.Comparison(1, seed: 2), MadeUpRuns.Comparison(0.01, seed: 1), MadeUpRuns.Comparison(1, seed: 1));

        Assert.Equal(["learning rate 1", "learning rate 0.01"], report.Groups.Select(group => group.Title));
        Assert.Equal(["1,2", "1"], report.Groups.Select(group => group.Seeds));
    }

    [Fact]
    public void Comparisons_of_different_data_are_never_one_group()
    {
        BatchNormReport report = MadeReports.Of(MadeUpRuns.Comparison(), MadeUpRuns.Comparison(seed: 2) with { Dataset = "Other", DatasetHash = "other" });

        Assert.Equal(["Mnist", "Other"], report.Groups.Select(group => group.Title));
        Assert.All(report.Groups, group => Assert.Equal(1, group.Measurement!.Count));
    }

    [Fact]
    public void Different_data_of_one_name_is_told_apart_and_given_to_commands_by_its_own_name()
    {
        BatchNormReport report = MadeReports.Of(
            MadeUpRuns.Comparison() with { DatasetHash = "a1" }, MadeUpRuns.Comparison(seed: 2) with { DatasetHash = "b2" });

        Assert.Equal(["Mnist (a1)", "Mnist (b2)"], report.Groups.Select(group => group.Title));
        Assert.All(report.Groups, group => Assert.Equal("Mnist", group.DatasetName));
    }

    [Fact]
    public void A_seed_that_comes_twice_counts_once()
    {
        ReportGroup group = Assert.Single(MadeReports.Of(MadeUpRuns.Comparison(), MadeUpRuns.Comparison(), MadeUpRuns.Comparison(seed: 2)).Groups);

        Assert.Equal(2, group.Comparisons.Count);
        Assert.Equal([1], group.RepeatedSeeds);
    }

    [Fact]
    public void A_seed_with_two_results_is_a_problem_of_its_group_only()
    {
        BatchNormReport report = MadeReports.Of(
            MadeUpRuns.Comparison(), MadeUpRuns.Comparison() with { TestAccuracyWith = 0.5 }, MadeUpRuns.Comparison(1));

        Assert.IsType<ConflictingRepeatsException>(report.Groups[0].Problem);
        Assert.Null(report.Groups[0].Measurement);
        Assert.NotNull(report.Groups[1].Measurement);
    }

    [Fact]
    public void Of_nothing_there_is_no_report() => Assert.Throws<ArgumentException>(() => MadeReports.Of());

    [Fact]
    public void A_name_is_a_title_and_namesakes_are_set_apart()
    {
        BatchNormComparison one = MadeReports.Named("Mine");

        Assert.Equal(["Mine"], Titles(one));
        Assert.Equal(["Mine: learning rate 0.01", "Mine: learning rate 1"], Titles(one, MadeReports.Named("Mine", 1)));
        Assert.Equal(["Mine #1", "Mine #2"], Titles(one, one with { PublishedTestAccuracyWith = 0.9 }));
        Assert.Equal(["Mine: tested with population statistics", "Mine: tested with batch statistics"], Titles(one, one with { UseBatchStatistics = true }));
        Assert.Equal(["Mine: epsilon 0.001", "Mine: epsilon 0.1"], Titles(one with { Epsilon = 0.001 }, one with { Epsilon = 0.1 }));
    }

    [Fact]
    public void Without_a_name_the_lessons_own_parameters_are_the_title() =>
        Assert.Equal(["ReLU, learning rate 0.01, weights N(0, 0.05\u00b2)"], Titles(MadeUpRuns.Comparison()));

    private static IEnumerable<string> Titles(params BatchNormComparison[] comparisons) =>
        MadeReports.Of(comparisons).Groups.Select(group => group.Title);
}
