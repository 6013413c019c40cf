using BatchNorm.Training;

namespace BatchNorm.Claims;

public class SameRunsClaimTests
{
    private static readonly RunIdentity One = new("One", new string('1', 64), 0.95, 512);
    private static readonly RunIdentity Two = new("Two", new string('2', 64), 0.94, 512);

    [Fact]
    public void Runs_are_the_same_where_each_ended_with_the_same_numbers()
    {
        ClaimResult result = new SameRunsClaim([One, Two]).Test([One with { Name = "another name" }, Two]);

        Assert.True(result.Passed);
        Assert.Equal((2, "2 runs are the same to the bit."), (result.Count, result.Sentence));
    }

    [Fact]
    public void Where_one_ended_with_others_it_is_named_with_both()
    {
        ClaimResult result = new SameRunsClaim([One, One]).Test([One, Two]);

        Assert.False(result.Passed);
        Assert.Equal(
            "1 of 2 runs not the same to the bit, first Two: test accuracy 0.9400 (hash 222222222222…) against 0.9500 (hash 111111111111…).",
            result.Sentence);
    }

    [Fact]
    public void Vectors_that_round_differently_are_given_as_the_reason()
    {
        Assert.Contains("vectors of 128 and of 512 bits", new SameRunsClaim([One]).Test([Two with { VectorWidth = 128 }]).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_unknown_numbers_it_is_not_known_whether_they_are_the_same()
    {
        RunIdentity unknown = One with { ParametersHash = "" };

        Assert.Contains("One", Assert.Throws<UntestableClaimException>(() => new SameRunsClaim([One]).Test([unknown])).Message, StringComparison.Ordinal);
        Assert.Throws<UntestableClaimException>(() => new SameRunsClaim([unknown]).Test([One]));
    }

    [Fact]
    public void Fewer_runs_are_not_the_same_as_more()
    {
        Assert.Equal((false, "1 run cannot be the same as 2 runs."), (new SameRunsClaim([One, Two]).Test([One]) is var result ? (result.Passed, result.Sentence) : default));
    }

    [Fact]
    public void A_run_is_known_by_what_it_ended_with()
    {
        var run = new TrainingRun { Name = "With Batch Norm", Seed = 3, FinalParametersHash = "ab", TestAccuracy = 0.5, VectorWidth = 256 };

        Assert.Equal(new RunIdentity("With Batch Norm, seed 3", "ab", 0.5, 256), RunIdentity.Of(run));
    }
}
