using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Testing;

public sealed class NetworkTesterTests : IDisposable
{
    private readonly Dataset _digits = MadeDigits.Create();
    private readonly NeuralNet _net = MadeNetworks.Net(batchNorm: true);

    public NetworkTesterTests() => Trainer.Train(
        _net, _digits, new Experiment { LearningRate = 0.1, TrainingBatches = 200, BatchesPerSample = 100, BatchSize = 20 });

    public void Dispose() => _net.Dispose();

    [Fact]
    public void Single_images_with_batch_statistics_all_get_the_same_answer_as_in_the_lessons_In_23()
    {
        TestResult result = _net.Test(_digits, OneByOne(200, StatisticsSource.Batch), TestContext.Current.CancellationToken);

        Assert.Single(result.Predictions.Distinct());
        Assert.True(result.IndividualAccuracy < 0.25);
        Assert.True(result.Accuracy > 0.8);
    }

    [Fact]
    public void Single_images_with_population_statistics_are_predicted_well_as_in_In_24()
    {
        TestResult result = _net.Test(_digits, OneByOne(200), TestContext.Current.CancellationToken);

        Assert.Equal(200, result.Predictions.Length);
        Assert.Equal(result.Accuracy, result.IndividualAccuracy!.Value, 1e-12);
    }

    [Fact]
    public void No_single_predictions_are_made_unless_asked_for()
    {
        TestResult result = _net.Test(_digits, new TestSettings(), TestContext.Current.CancellationToken);

        Assert.Empty(result.Predictions);
        Assert.Null(result.IndividualAccuracy);
    }

    [Fact]
    public void The_diagonal_of_the_confusion_matrix_is_what_was_right()
    {
        TestResult result = _net.Test(_digits, new TestSettings(), TestContext.Current.CancellationToken);

        Assert.Equal(200, result.ConfusionMatrix.Sum(row => row.Sum()));
        Assert.Equal(result.Accuracy, Enumerable.Range(0, 10).Sum(digit => result.ConfusionMatrix[digit][digit]) / 200.0);
    }

    [Fact]
    public void A_test_leaves_the_network_as_it_is()
    {
        float[] before = [.. _net.ReadParameters().AllValues()];

        _net.Test(_digits, OneByOne(10, StatisticsSource.Batch), TestContext.Current.CancellationToken);

        Assert.Equal(before, _net.ReadParameters().AllValues());
    }

    [Fact]
    public void A_set_larger_than_a_chunk_is_evaluated_whole()
    {
        Dataset large = MadeDigits.Create(test: 2345);
        Evaluation evaluation = Evaluator.Evaluate(
            EngineSelection.For(default, _net.Definition).CreateNetwork(_net.ReadParameters()),
            large.Test, StatisticsSource.Population, TestContext.Current.CancellationToken);

        Assert.Equal(2345, evaluation.Predictions.Count);
    }

    [Fact]
    public void More_single_predictions_than_test_images_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => _net.Test(_digits, OneByOne(201), TestContext.Current.CancellationToken));

        Assert.Contains("201", error.Message, StringComparison.Ordinal);
        Assert.Contains("200", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EnginesOfConnectedNetworks))]
    public void Images_of_another_size_are_refused_and_not_read_as_if_they_fitted(EngineKind engine)
    {
        using NeuralNet net = Untrained(engine, new ImageShape(9, 4), outputs: 10);

        var error = Assert.Throws<DataFitException>(() => net.Test(_digits, new TestSettings(), TestContext.Current.CancellationToken));

        Assert.Contains("is for images of 9 x 4 pixels in 10 classes, the data 'Made' has images of 6 x 6 pixels in 10 classes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EnginesOfConnectedNetworks))]
    public void A_network_with_fewer_outputs_than_the_data_has_classes_is_refused(EngineKind engine)
    {
        using NeuralNet net = Untrained(engine, new ImageShape(6, 6), outputs: 5);

        var error = Assert.Throws<DataFitException>(() => net.Test(_digits, new TestSettings(), TestContext.Current.CancellationToken));

        Assert.Contains("pixels in 5 classes, the data 'Made' has images of 6 x 6 pixels in 10 classes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EnginesOfConnectedNetworks))]
    public void A_network_with_more_outputs_is_tested_and_may_name_classes_that_the_data_lacks(EngineKind engine)
    {
        using NeuralNet net = Untrained(engine, new ImageShape(6, 6), outputs: 20, seed: 2);

        TestResult result = net.Test(_digits, OneByOne(20), TestContext.Current.CancellationToken);

        Assert.Equal(20, result.ConfusionMatrix.Length);
        Assert.All(result.ConfusionMatrix, row => Assert.Equal(20, row.Length));
        Assert.Equal(200, result.ConfusionMatrix.Sum(row => row.Sum()));
        Assert.NotEqual(0, result.ConfusionMatrix.Sum(row => row.Skip(10).Sum()));
        Assert.All(result.ConfusionMatrix.Skip(10), row => Assert.Equal(0, row.Sum()));
    }

    public static TheoryData<EngineKind> EnginesOfConnectedNetworks => [EngineKind.Simd, EngineKind.Torch];

    [Fact]
    public void Fewer_single_predictions_than_none_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OneByOne(-1));

    private static NeuralNet Untrained(EngineKind engine, ImageShape images, int outputs, int seed = 1)
    {
        Assert.SkipWhen(engine == EngineKind.Torch && !TorchLibrary.TryLoad(out _), "libtorch cannot be loaded here.");
        var definition = new FullyConnectedDefinition(images, [8], outputs, Activation.ReLU, new BatchNormSettings());
        return new NeuralNet(null, definition.Draw(0.3, seed), 0.3, seed, EngineSelection.For(engine, definition));
    }

    private static TestSettings OneByOne(int predictions, StatisticsSource statistics = StatisticsSource.Population) =>
        new() { Statistics = statistics, IndividualPredictions = predictions };
}
