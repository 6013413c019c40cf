using BatchNorm.Engines.Torch;
using BatchNorm.Files;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Testing;
using BatchNorm.Training;

namespace BatchNorm.Data;

/// <summary>Data of any size and any number of classes, from its files through training, saving and testing.</summary>
public sealed class AnyShapeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, int, int, Architecture> Shapes => new(
        from shape in new[] { (16, 16, 47), (12, 20, 26), (5, 4, 256), (4, 5, 2) }
        from architecture in Enum.GetValues<Architecture>()
        select (shape.Item1, shape.Item2, shape.Item3, architecture));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task It_is_read_trained_on_saved_and_tested(int rows, int columns, int classes, Architecture architecture)
    {
        Assert.SkipWhen(architecture != Architecture.FullyConnected && !TorchLibrary.TryLoad(out _), "libtorch cannot be loaded here.");
        new MadeIdx(rows, columns, classes).Write(_folder);
        Dataset data = await DatasetReader.ReadAsync(_folder.Path, Cancellation);
        using NeuralNet net = Define(data, architecture);

        TrainingRun run = Trainer.Train(net, data, new Experiment { TrainingBatches = 30, BatchesPerSample = 10, BatchSize = 20 }, cancellation: Cancellation);
        NetworkFile.Save(_folder.At("net.safetensors"), SavedNetwork.Of(net));
        SavedNetwork saved = NetworkFile.Load(_folder.At("net.safetensors"));
        using NeuralNet restored = saved.ToNeuralNet(EngineSelection.For(default, saved.Parameters.Definition));
        Testing.TestResult result = restored.Test(data, new TestSettings(), Cancellation);

        Assert.Equal((new ImageShape(rows, columns), classes), (data.Images, data.Classes));
        Assert.Equal(data.Images, restored.Definition.Images);
        Assert.Equal(run.TestAccuracy, result.Accuracy);
        Assert.Equal(classes, result.ConfusionMatrix.Length);
        Assert.All(result.ConfusionMatrix, row => Assert.Equal((classes, 4), (row.Length, row.Sum())));
    }

    [Fact]
    public async Task A_network_learns_to_tell_47_classes_apart()
    {
        new MadeIdx(16, 16, 47).Write(_folder);
        Dataset data = await DatasetReader.ReadAsync(_folder.Path, Cancellation);
        using NeuralNet net = Define(data, Architecture.FullyConnected);

        TrainingRun run = Trainer.Train(
            net, data, new Experiment { TrainingBatches = 300, BatchesPerSample = 100, LearningRate = 0.5 }, cancellation: Cancellation);

        Assert.InRange(run.TestAccuracy, 0.5, 1); // guessing is right once in 47 times
    }

    [Fact]
    public async Task Data_in_one_class_is_refused()
    {
        new MadeIdx(4, 4, 1).Write(_folder);

        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(_folder.Path, Cancellation));

        Assert.Contains("has one class only: expected two at least, found 24 labels that are all 0", error.Message);
    }

    private static NeuralNet Define(Dataset data, Architecture architecture)
    {
        ExperimentSettings settings = ExperimentSettings.Usual(architecture) with { HiddenLayer = "20" };
        if (architecture == Architecture.Convolutional)
            settings = settings with { FeatureMaps = "3,4", KernelSize = 3 };
        NetworkDefinition definition = NetworkDefinition.Of(settings, data.Images, data.Classes);
        return new NeuralNet(null, definition.Draw(settings.WeightScale, 1), settings.WeightScale, 1, EngineSelection.For(default, definition));
    }
}
