using BatchNorm.Settings;

namespace BatchNorm.Peers.Protocol;

public sealed class PlainExperimentTests
{
    private static readonly PlainExperiment Unusual = new(
        HiddenLayer: [7, 5], Activation: Activation.Sigmoid, WeightScale: 0.3, Epsilon: 0.02, Decay: 0.7, LearningRate: 0.4,
        BatchSize: 11, TrainingBatches: 13, BatchesPerSample: 17, Seed: 19);

    [Fact]
    public void A_request_comes_out_of_its_line_as_it_went_in()
    {
        PeerRequest read = Line.Parse<PeerRequest>(Line.Of<PeerRequest>(new CompareRequest(Unusual, Threads: 2, Inverted: true)));

        var request = Assert.IsType<CompareRequest>(read);
        Assert.Equal((2, true), (request.Threads, request.Inverted));
        Assert.Equal([7, 5], request.Experiment.HiddenLayer);
        Assert.Equal(Unusual, request.Experiment with { HiddenLayer = Unusual.HiddenLayer });
    }

    [Fact]
    public void The_module_trains_with_every_setting_of_it()
    {
        Experiment experiment = Unusual.ToExperiment();

        Assert.Equal("7,5", experiment.HiddenLayer);
        Assert.Equal((Activation.Sigmoid, 0.3), (experiment.Activation, experiment.WeightScale));
        Assert.Equal((0.02, 0.7), (experiment.Epsilon, experiment.Decay));
        Assert.Equal((0.4, 11, 13, 17, 19), (
            experiment.LearningRate, experiment.BatchSize, experiment.TrainingBatches,
            experiment.BatchesPerSample, experiment.Seed));
    }
}
