using System.Diagnostics;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Testing;

namespace BatchNorm.Training;

/// <summary>Trains one network on one thread, sampling its validation accuracy on the way, and tests it at the end.</summary>
public static class Trainer
{
    /// <summary>Trains a network and tests it as inference should be: with the population statistics.</summary>
    /// <inheritdoc cref="Train(NeuralNet, Dataset, TrainingSettings, TestSettings, ITrainingObserver, CancellationToken)"/>
    public static TrainingRun Train(
        NeuralNet net,
        Dataset dataset,
        TrainingSettings settings,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default) => Train(net, dataset, settings, new TestSettings(), observer, cancellation);

    /// <summary>Trains a network.</summary>
    /// <param name="net">The network; it keeps what it learns, also when training is cancelled.</param>
    /// <param name="dataset">What it is trained, sampled and tested on.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="test">How it is tested at the end.</param>
    /// <param name="observer">Is told of every step and sample as it comes.</param>
    /// <param name="cancellation">Checked at every step.</param>
    /// <returns>The run, with the network in it.</returns>
    /// <exception cref="ArgumentException">
    /// The batch size is larger than the training set, there are fewer test images than single predictions, or the images are of
    /// another size.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static TrainingRun Train(
        NeuralNet net,
        Dataset dataset,
        TrainingSettings settings,
        TestSettings test,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(net);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(test);
        test.CheckFit(dataset);
        CheckFit(net, dataset, settings);

        INetwork network = net.Computation;
        var order = new BatchOrder(dataset.Training.Count, settings.Seed);
        var batch = new MiniBatch(dataset.Training, settings.BatchSize);
        var samples = new List<AccuracySample>();
        ActivationTrace? trace = settings.TraceActivation ? new ActivationTrace(network, dataset.Validation) : null;
        string initialWeightsHash = NumberHash.OfWeights(network.ReadParameters());
        using var batchOrderHash = new NumberHash();
        var clock = Stopwatch.StartNew();
        bool diverged = false;

        for (int step = 0; step < settings.TrainingBatches; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Fill(order);
            batchOrderHash.Append(batch.Indices);
            network.Train(batch, (float)settings.LearningRate);
            net.TrainedBatches++;
            observer?.BatchTrained(step + 1);

            if (step % settings.BatchesPerSample == 0)
            {
                Evaluation evaluation = Evaluator.Evaluate(network, dataset.Validation, StatisticsSource.Population, cancellation);
                diverged |= evaluation.HasNaN;
                var sample = new AccuracySample
                {
                    Step = step,
                    Accuracy = evaluation.Accuracy,
                    Loss = evaluation.Loss,
                    Elapsed = clock.Elapsed,
                };
                samples.Add(sample);
                trace?.Sample(step);
                observer?.SampleTaken(sample);
            }
        }

        TimeSpan duration = clock.Elapsed;
        Evaluation validation = Evaluator.Evaluate(network, dataset.Validation, StatisticsSource.Population, cancellation);
        TestResult tested = net.Test(dataset, test, cancellation);
        return new TrainingRun
        {
            Name = net.Name,
            UseBatchNorm = net.UseBatchNorm,
            Placement = net.Definition.BatchNorm?.Placement,
            Implementation = net.Definition.BatchNorm?.Implementation,
            Epsilon = net.Definition.BatchNorm?.Epsilon,
            Decay = net.Definition.BatchNorm?.Decay,
            SkipPopulationUpdate = net.Definition.BatchNorm?.SkipPopulationUpdate ?? false,
            Architecture = net.Architecture,
            FeatureMaps = string.Join(',', net.Definition.Shape.FeatureMaps ?? []),
            KernelSize = net.Definition.Shape.KernelSize,
            PixelByPixel = net.Definition.Shape.PixelByPixel,
            Permuted = net.Definition.Shape.Permuted,
            Activation = net.Activation,
            HiddenLayer = string.Join(',', net.HiddenLayer),
            LearningRate = settings.LearningRate,
            WeightScale = net.WeightScale,
            Seed = settings.Seed,
            BatchSize = settings.BatchSize,
            TrainingBatches = settings.TrainingBatches,
            BatchesPerSample = settings.BatchesPerSample,
            Dataset = dataset.Name,
            DatasetHash = dataset.Sha256,
            Engine = net.Engine,
            VectorWidth = net.VectorWidth,
            InitialWeightsHash = initialWeightsHash,
            BatchOrderHash = batchOrderHash.Finish(),
            FinalParametersHash = NumberHash.OfParameters(network.ReadParameters()),
            Samples = [.. samples],
            ActivationSamples = [.. trace?.Samples ?? []],
            ValidationAccuracy = validation.Accuracy,
            TestAccuracy = tested.Accuracy,
            UseBatchStatistics = tested.UseBatchStatistics,
            Predictions = tested.Predictions,
            IndividualAccuracy = tested.IndividualAccuracy,
            Diverged = diverged || validation.HasNaN || tested.Diverged,
            BatchesPerSecond = settings.TrainingBatches / duration.TotalSeconds,
            Duration = duration,
            Network = net,
        };
    }

    private static void CheckFit(NeuralNet net, Dataset dataset, TrainingSettings settings)
    {
        settings.CheckFit(dataset);
        if (net.Definition.Inputs != dataset.Training.PixelsPerImage)
            throw new ArgumentException($"The network '{net.Name}' takes {net.Definition.Inputs} inputs, the images of {dataset.Name} have {dataset.Training.PixelsPerImage} pixels.");
    }
}
