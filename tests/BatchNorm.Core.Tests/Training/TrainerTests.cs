using System.Security.Cryptography;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Testing;

namespace BatchNorm.Training;

public class TrainerTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    private static readonly Experiment Settings = new()
    {
        LearningRate = 0.1,
        TrainingBatches = 25,
        BatchesPerSample = 10,
        BatchSize = 20,
    };

    [Fact]
    public void Accuracy_is_sampled_after_step_0_and_every_so_many_steps()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);

        TrainingRun run = Train(net, Settings);

        Assert.Equal([0, 10, 20], run.Samples.Select(sample => sample.Step));
    }

    [Fact]
    public void The_first_sample_is_taken_after_the_first_update()
    {
        using NeuralNet trained = MadeNetworks.Net(batchNorm: false);
        using NeuralNet once = MadeNetworks.Net(batchNorm: false);

        TrainingRun run = Train(trained, Settings);
        TrainingRun oneStep = Train(once, Settings with { TrainingBatches = 1 });

        Assert.Equal(oneStep.ValidationAccuracy, run.Samples[0].Accuracy);
    }

    [Fact]
    public void The_observer_is_told_of_every_step_and_sample_as_it_comes()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);
        var observer = new Recorder();

        TrainingRun run = Train(net, Settings, observer);

        Assert.Equal(Enumerable.Range(1, 25), observer.Steps);
        Assert.Equal(run.Samples, observer.Samples);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(24)]
    public void Training_can_be_cancelled_at_any_step(int step)
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);
        using var cancellation = new CancellationTokenSource();
        var observer = new Recorder { OnStep = completed => { if (completed == step) cancellation.Cancel(); } };

        Assert.Throws<OperationCanceledException>(() => Trainer.Train(net, Digits, Settings, observer, cancellation.Token));

        Assert.Equal(step, observer.Steps.Count);
        Assert.Equal(step, net.TrainedBatches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_settings_give_bit_identical_networks(bool batchNorm)
    {
        using NeuralNet first = MadeNetworks.Net(batchNorm);
        using NeuralNet second = MadeNetworks.Net(batchNorm);

        Train(first, Settings);
        Train(second, Settings);

        Assert.Equal(first.ReadParameters().AllValues(), second.ReadParameters().AllValues());
    }

    [Fact]
    public void Another_seed_visits_the_images_in_another_order()
    {
        using NeuralNet first = MadeNetworks.Net(batchNorm: false);
        using NeuralNet second = MadeNetworks.Net(batchNorm: false);

        Train(first, Settings);
        Train(second, Settings with { Seed = 2 });

        Assert.NotEqual(first.ReadParameters().AllValues(), second.ReadParameters().AllValues());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_network_learns(bool batchNorm)
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm);

        TrainingRun run = Train(net, Settings with { TrainingBatches = 300 });

        Assert.True(run.TestAccuracy > 0.8, $"test accuracy {run.TestAccuracy}");
        Assert.True(run.Samples[^1].Loss < run.Samples[0].Loss);
        Assert.False(run.Diverged);
    }

    [Fact]
    public void A_run_that_diverges_finishes_as_a_result_that_answers_class_0()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: false);

        TrainingRun run = Train(net, Settings with { LearningRate = 1e30 });

        Assert.True(run.Diverged);
        Assert.Equal(Digits.Test.Labels.Count((byte)0) / (double)Digits.Test.Count, run.TestAccuracy);
        Assert.Equal(25, run.TrainingBatches);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_run_whose_numbers_are_none_has_diverged_whatever_its_accuracy_is(float number)
    {
        // A pixel that is black in every image: what its weights are shows in no answer.
        FullyConnectedDefinition definition = MadeNetworks.Define(batchNorm: false);
        float[][] values = [.. MadeNetworks.Start(definition).Tensors.Select(tensor => tensor.Values)];
        values[0][0] = number;
        using var net = new NeuralNet(null, definition.Assemble(values), 0.3, 1, EngineSelection.For(default, definition));

        TrainingRun run = Trainer.Train(net, WithoutFirstPixel(), Settings with { TrainingBatches = 200 }, cancellation: TestContext.Current.CancellationToken);

        Assert.True(run.TestAccuracy > 0.5, $"test accuracy {run.TestAccuracy}"); // one of the digit's few pixels is dark
        Assert.True(double.IsFinite(run.Samples[^1].Loss));
        Assert.True(run.Diverged);
        Assert.True(net.Test(WithoutFirstPixel(), new TestSettings(), TestContext.Current.CancellationToken).Diverged);
    }

    [Fact]
    public void The_hash_of_the_last_numbers_is_that_of_all_of_them_and_of_nothing_else()
    {
        using NeuralNet first = MadeNetworks.Net(batchNorm: true);
        using NeuralNet second = MadeNetworks.Net(batchNorm: true);

        string hash = Train(first, Settings).FinalParametersHash;

        Assert.Equal(hash, Train(second, Settings).FinalParametersHash);
        byte[] numbers = [.. first.ReadParameters().AllValues().SelectMany(BitConverter.GetBytes)];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(numbers)), hash);
    }

    [Fact]
    public void One_other_bit_in_any_tensor_gives_another_hash()
    {
        FullyConnectedDefinition definition = MadeNetworks.Define(batchNorm: true);
        float[][] values = [.. MadeNetworks.Start(definition).Tensors.Select(tensor => tensor.Values.ToArray())];
        var hashes = new HashSet<string> { NumberHash.OfParameters(definition.Assemble(values)) };

        for (int tensor = 0; tensor < values.Length; tensor++)
        {
            float[][] others = [.. values.Select(numbers => numbers.ToArray())];
            others[tensor][^1] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(others[tensor][^1]) ^ 1);
            hashes.Add(NumberHash.OfParameters(definition.Assemble(others)));
        }

        Assert.Equal(1 + values.Length, hashes.Count);
    }

    [Fact]
    public void A_batch_larger_than_the_training_set_is_refused_before_training()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: false);

        var error = Assert.Throws<ArgumentException>(() => Train(net, Settings with { BatchSize = 601 }));
        Assert.Contains("601", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, net.TrainedBatches);
    }

    [Fact]
    public void A_network_for_images_of_another_size_is_refused()
    {
        var definition = new FullyConnectedDefinition(new ImageShape(28, 28), [5], 10, Activation.ReLU, null);
        using var net = new NeuralNet(null, MadeNetworks.Start(definition), 0.3, 1, EngineSelection.For(default, definition));

        var error = Assert.Throws<DataFitException>(() => Train(net, Settings));

        Assert.Equal(
            "The network 'Without Batch Norm' is for images of 28 x 28 pixels in 10 classes, the data 'Made' has images of 6 x 6 pixels in 10 classes.",
            error.Message);
        Assert.Equal((new ImageShape(6, 6), 10), (error.Images, error.Classes));
    }

    [Fact]
    public void A_label_without_an_output_is_refused_before_training_wherever_it_is()
    {
        var definition = new FullyConnectedDefinition(ImageShape.Row(1), [5], 4, Activation.ReLU, null);
        using var net = new NeuralNet(null, MadeNetworks.Start(definition), 0.3, 1, EngineSelection.For(default, definition));
        var fitting = new ImageSet(1, 1, [1, 2], [0, 3]);
        var data = new Dataset("Made", fitting, fitting, Test: new ImageSet(1, 1, [1, 2], [3, 4]));

        var error = Assert.Throws<DataFitException>(() => Trainer.Train(
            net, data, Settings with { BatchSize = 2 }, cancellation: TestContext.Current.CancellationToken));

        Assert.Contains("in 4 classes, the data 'Made' has images of 1 x 1 pixels in 5 classes", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, net.TrainedBatches);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e-60)]
    [InlineData(1e60)]
    public void A_learning_rate_that_is_no_step_size_is_refused(double learningRate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings with { LearningRate = learningRate });

    [Fact]
    public void Counts_below_1_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings with { TrainingBatches = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings with { BatchesPerSample = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings with { BatchSize = 0 });
    }

    [Fact]
    public void The_step_to_an_accuracy_is_that_of_the_first_sample_that_reached_it()
    {
        var run = new TrainingRun
        {
            Samples =
            [
                new AccuracySample { Step = 0, Accuracy = 0.2 },
                new AccuracySample { Step = 50, Accuracy = 0.91 },
                new AccuracySample { Step = 100, Accuracy = 0.85 },
                new AccuracySample { Step = 150, Accuracy = 0.95 },
            ],
        };

        Assert.Equal(50, run.StepsTo(0.9));
        Assert.Equal(150, run.StepsTo(0.92));
        Assert.Null(run.StepsTo(0.96));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trace_samples_every_hidden_layer_when_accuracy_is_sampled_and_changes_nothing(bool batchNorm)
    {
        using NeuralNet traced = MadeNetworks.Net(batchNorm);
        using NeuralNet plain = MadeNetworks.Net(batchNorm);

        TrainingRun run = Train(traced, Settings with { TraceActivation = true });
        TrainingRun without = Train(plain, Settings);

        Assert.Equal(
            [(0, 1), (0, 2), (10, 1), (10, 2), (20, 1), (20, 2)],
            run.ActivationSamples.Select(sample => (sample.Step, sample.Layer)));
        Assert.All(run.ActivationSamples, sample => Assert.True(sample.Percentile15 < sample.Percentile85, $"{sample}"));
        Assert.Empty(without.ActivationSamples);
        Assert.Equal(plain.ReadParameters().AllValues(), traced.ReadParameters().AllValues());
    }

    [Fact]
    public void A_sample_of_the_trace_is_that_of_the_network_at_that_step()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);

        TrainingRun run = Train(net, Settings with { TraceActivation = true, TrainingBatches = 21 });

        IReadOnlyList<float[]> inputs = net.Read(
            network => network.TraceActivations(Digits.Validation, 0, Digits.Validation.Count, 0), TestContext.Current.CancellationToken);
        float[] second = [.. inputs[1].Order()]; // layers of 12 and 8, all validation images
        ActivationSample last = run.ActivationSamples[^1];
        Assert.Equal((20, 2, 0), (last.Step, last.Layer, last.Unit));
        Assert.Equal(second.Take(50).Last() + second[50], 2 * last.Percentile50, 1e-5); // of 100 images the mean of the 50th and the 51st
    }

    [Fact]
    public void The_trace_of_a_diverged_network_is_no_number()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: false);

        TrainingRun run = Train(net, Settings with { LearningRate = 1e30, TraceActivation = true });

        Assert.True(double.IsNaN(run.ActivationSamples[^1].Percentile50));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_accuracy_is_measured_when_accuracy_is_sampled_and_at_the_end_and_changes_nothing(bool batchNorm)
    {
        using NeuralNet measured = MadeNetworks.Net(batchNorm);
        using NeuralNet plain = MadeNetworks.Net(batchNorm);

        TrainingRun run = Train(measured, Settings with { MeasureTraining = true });
        TrainingRun without = Train(plain, Settings);

        Assert.All(run.Samples, sample => Assert.NotNull(sample.TrainingAccuracy));
        Assert.NotNull(run.TrainingAccuracy);
        Assert.All(without.Samples, sample => Assert.Null(sample.TrainingAccuracy));
        Assert.Null(without.TrainingAccuracy);
        Assert.Equal(without.Samples.Select(sample => (sample.Step, sample.Accuracy, sample.Loss)), run.Samples.Select(sample => (sample.Step, sample.Accuracy, sample.Loss)));
        Assert.Equal((without.FinalParametersHash, without.Diverged, without.TestAccuracy), (run.FinalParametersHash, run.Diverged, run.TestAccuracy));
    }

    [Theory]
    [InlineData(EngineKind.Simd)]
    [InlineData(EngineKind.Torch)]
    public void Training_accuracy_is_that_on_as_many_training_images_as_there_are_for_validation_spread_evenly(EngineKind engine)
    {
        MadeSituations.SkipWithoutTorch(engine);
        using NeuralNet net = MadeNetworks.Net(batchNorm: true, engine);

        TrainingRun run = Train(net, Settings with { MeasureTraining = true });

        int every = Digits.Training.Count / Digits.Validation.Count;
        Assert.Equal(0, Digits.Training.Count % Digits.Validation.Count);
        ImageSet spread = Digits.Training.Pick([.. Enumerable.Range(0, Digits.Validation.Count).Select(i => i * every)]);
        Evaluation expected = net.Read(
            network => Evaluator.Evaluate(network, spread, StatisticsSource.Population, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.Equal(expected.Accuracy, run.TrainingAccuracy);
    }

    [Fact]
    public void Both_engines_measure_the_same_training_accuracy()
    {
        MadeSituations.SkipWithoutTorch(EngineKind.Torch);
        using NeuralNet simd = MadeNetworks.Net(batchNorm: true, EngineKind.Simd);
        using NeuralNet torch = MadeNetworks.Net(batchNorm: true, EngineKind.Torch);

        double?[] one = [.. Train(simd, Settings with { MeasureTraining = true }).Samples.Select(sample => sample.TrainingAccuracy)];
        double?[] other = [.. Train(torch, Settings with { MeasureTraining = true }).Samples.Select(sample => sample.TrainingAccuracy)];

        // Their logits agree to about 1e-4, so that at most an image whose two best classes are as near may fall otherwise.
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First!.Value, pair.Second!.Value, 1.5 / Digits.Validation.Count));
    }

    private static Dataset WithoutFirstPixel() => Digits with { Training = Darken(Digits.Training), Validation = Darken(Digits.Validation), Test = Darken(Digits.Test) };

    private static ImageSet Darken(ImageSet images)
    {
        byte[] pixels = images.Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i += images.PixelsPerImage)
            pixels[i] = 0;
        return new ImageSet(images.Shape.Rows, images.Shape.Columns, pixels, images.Labels.ToArray());
    }

    private static TrainingRun Train(NeuralNet net, Experiment settings, ITrainingObserver? observer = null) =>
        Trainer.Train(net, Digits, settings, observer, TestContext.Current.CancellationToken);

    private sealed class Recorder : ITrainingObserver
    {
        public List<int> Steps { get; } = [];

        public List<AccuracySample> Samples { get; } = [];

        public Action<int>? OnStep { get; init; }

        public void BatchTrained(int completedBatches)
        {
            Steps.Add(completedBatches);
            OnStep?.Invoke(completedBatches);
        }

        public void SampleTaken(AccuracySample sample) => Samples.Add(sample);
    }
}
