using BatchNorm.Peers.Measures;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Protocol;

public sealed class LineTests
{
    public static TheoryData<int> Contests => [.. Enumerable.Range(0, AllContests.Count)];

    private static IReadOnlyList<Contest> AllContests { get; } = Contest.All(check: 20, pairBatches: 30, seconds: 0.25, shrink: 2);

    [Theory]
    [MemberData(nameof(Contests))]
    public void A_request_comes_out_of_its_line_as_it_went_in(int index)
    {
        Contest contest = AllContests[index];
        PeerRequest[] requests = [new TrainRequest(contest.Check.Task, UseBatchNorm: true, Images: 7) { Shrink = 3 }, .. contest.Measures.Select(measure => measure.Request)];

        Assert.All(requests, request => Assert.Equal(request, Line.Parse<PeerRequest>(Line.Of(request))));
    }

    [Fact]
    public void Settings_that_are_not_the_usual_ones_come_through()
    {
        var unusual = new Experiment
        {
            HiddenLayer = "7,5", Activation = Activation.Sigmoid, WeightScale = 0.3, Epsilon = 0.02, Decay = 0.7, LearningRate = 0.4,
            BatchSize = 11, TrainingBatches = 13, BatchesPerSample = 17, Seed = 19,
        };

        Assert.Equal(unusual, Line.Parse<PeerRequest>(Line.Of<PeerRequest>(new PairRequest(unusual))).Experiment);
    }

    [Fact]
    public void A_failure_in_place_of_an_answer_says_whether_it_is_a_refusal()
    {
        PeerException refusal = Assert.Throws<PeerException>(() => Line.ParseAnswer<RateAnswer>(Line.Of(new Failure("no such network", IsRefusal: true))));
        PeerException failure = Assert.Throws<PeerException>(() => Line.ParseAnswer<RateAnswer>(Line.Of(new Failure("broken", IsRefusal: false))));

        Assert.Equal(("no such network", true), (refusal.Message, refusal.IsRefusal));
        Assert.Equal(("broken", false), (failure.Message, failure.IsRefusal));
    }
}
