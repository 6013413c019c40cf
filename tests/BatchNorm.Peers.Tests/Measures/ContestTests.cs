using BatchNorm.Peers.Contestants;
using BatchNorm.Peers.Protocol;

namespace BatchNorm.Peers.Measures;

public sealed class ContestTests
{
    private static readonly IReadOnlyList<Contest> Contests = Contest.All(Contest.InFiveBatches, pairBatches: 30, seconds: 0.25, shrink: 1);

    [Fact]
    public void A_short_check_is_short_for_every_network_and_at_least_a_batch()
    {
        int[] usual = [.. Contests.Select(contest => contest.Check.Task.TrainingBatches)];
        int[] shortened = [.. Contest.All(check: 20, pairBatches: 30, seconds: 0.25, shrink: 1).Select(contest => contest.Check.Task.TrainingBatches)];

        Assert.Equal([Contest.InFiveBatches, 500, 500, 300], usual);
        Assert.Equal([20, 5, 5, 3], shortened);
    }

    [Fact]
    public void Every_network_is_measured_without_and_with_batch_normalization_by_PyTorch_and_by_the_engines() =>
        Assert.All(Contests, contest =>
        {
            (Type, bool)[] requests =
                [.. from measure in contest.Measures let request = measure.Request as NetworkRequest where request is not null select (request.GetType(), request.UseBatchNorm)];
            Assert.Equal([(typeof(StepsRequest), false), (typeof(StepsRequest), true), (typeof(InferRequest), false), (typeof(InferRequest), true)], requests);
            Assert.All(
                [Contestant.PyTorch("python3").First(), .. Contestant.Engines()],
                contestant => Assert.All(contest.Measures, measure => Assert.True(contestant.IsAsked(measure.Request))));
        });

    [Fact]
    public void The_other_forms_of_PyTorch_are_asked_for_nothing_that_PyTorch_itself_does_alike()
    {
        string[] asked =
        [
            .. from contestant in Contestant.PyTorch("python3").Skip(1)
               from contest in Contests
               from measure in contest.Measures
               where contestant.IsAsked(measure.Request)
               select $"{contestant.Name}: {contest.Title}, {measure.Name}",
        ];

        Assert.Equal(
            [
                "PyTorch, default threads: Fully connected, both networks, batches a second",
                "PyTorch, cell by hand: LSTM by rows, steps a second without",
                "PyTorch, cell by hand: LSTM by rows, images a second without",
                "PyTorch, cell by hand: LSTM by pixels, steps a second without",
                "PyTorch, cell by hand: LSTM by pixels, images a second without",
            ],
            asked);
    }
}
