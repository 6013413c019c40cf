using System.Diagnostics;
using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Workers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace BatchNorm.Peers;

/// <summary>
/// The lesson's experiment in plain TorchSharp, as any user would write it: modules, the SGD optimizer, CrossEntropyLoss, a
/// dispose scope a step, the whole data in memory as float tensors. Only the loading of libtorch is the module's.
/// </summary>
internal sealed class TorchSharpLoop(Dataset dataset, int threads) : IWorker
{
    private ImageTensors _training = null!;
    private ImageTensors _validation = null!;
    private ImageTensors _test = null!;

    /// <inheritdoc/>
    public Greeting Greet()
    {
        TorchLibrary.Load();
        set_num_threads(threads); // the module's loader sets 1; libtorch's own default is one thread a core
        _training = ImageTensors.Of(dataset.Training);
        _validation = ImageTensors.Of(dataset.Validation);
        _test = ImageTensors.Of(dataset.Test);
        return new Greeting($"TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)}", get_num_threads());
    }

    /// <inheritdoc/>
    public object Answer(PeerRequest request) => request switch
    {
        CompareRequest { Inverted: false, Threads: 1 } r => Compare(r.Experiment),
        StepsRequest r => TakeSteps(r.Experiment, r.UseBatchNorm),
        EvaluateRequest r => Evaluate(r.Experiment, r.Times),
        _ => throw new NotSupportedException($"The plain TorchSharp loop has no answer to {request}."),
    };

    private CompareAnswer Compare(PlainExperiment experiment)
    {
        var clock = Stopwatch.StartNew();
        NetworkAnswer without = TrainAndTest(experiment, useBatchNorm: false);
        NetworkAnswer with = TrainAndTest(experiment, useBatchNorm: true);
        return new CompareAnswer(without, with, clock.Elapsed.TotalSeconds, ProcessMemory.Peak);
    }

    private NetworkAnswer TrainAndTest(PlainExperiment experiment, bool useBatchNorm)
    {
        using Network model = CreateModel(experiment, useBatchNorm);
        var clock = Stopwatch.StartNew();
        Train(model, experiment, experiment.TrainingBatches, experiment.BatchesPerSample);
        double seconds = clock.Elapsed.TotalSeconds;
        Accuracy(model, _validation);
        return new NetworkAnswer(experiment.TrainingBatches / seconds, Accuracy(model, _test));
    }

    private StepsAnswer TakeSteps(PlainExperiment experiment, bool useBatchNorm)
    {
        int steps = experiment.TrainingBatches;
        using Network model = CreateModel(experiment, useBatchNorm);
        Train(model, experiment, Math.Min(steps, EngineWorker.StepsBeforeTheClock), batchesPerSample: null);
        var clock = Stopwatch.StartNew();
        Train(model, experiment, steps, batchesPerSample: null);
        return new StepsAnswer(clock.Elapsed.TotalSeconds);
    }

    private EvaluateAnswer Evaluate(PlainExperiment experiment, int times)
    {
        using Network model = CreateModel(experiment, useBatchNorm: true);
        var seconds = new double[times];
        for (int i = -1; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            Accuracy(model, _test);
            if (i >= 0)
                seconds[i] = clock.Elapsed.TotalSeconds;
        }

        return new EvaluateAnswer(seconds);
    }

    private Network CreateModel(PlainExperiment experiment, bool useBatchNorm)
    {
        random.manual_seed(experiment.Seed);
        return new Network(dataset.Images.Pixels, dataset.Classes, experiment, useBatchNorm);
    }

    /// <summary>The loop: shuffled once an epoch; what is left at an epoch's end and makes no batch is dropped.</summary>
    private void Train(Network model, PlainExperiment experiment, int steps, int? batchesPerSample)
    {
        int batchSize = experiment.BatchSize;
        using CrossEntropyLoss loss = CrossEntropyLoss();
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), experiment.LearningRate);
        long position = _training.Count;
        Tensor? permutation = null;
        model.train();
        for (int step = 0; step < steps; step++)
        {
            if (position + batchSize > _training.Count)
            {
                permutation?.Dispose();
                permutation = randperm(_training.Count);
                position = 0;
            }

            using (NewDisposeScope())
            {
                Tensor indices = permutation!.narrow(0, position, batchSize);
                Tensor images = _training.Images.index_select(0, indices);
                Tensor labels = _training.Labels.index_select(0, indices);
                optimizer.zero_grad();
                loss.forward(model.forward(images), labels).backward();
                optimizer.step();
            }

            position += batchSize;
            if (step % batchesPerSample == 0)
                Accuracy(model, _validation);
        }

        permutation?.Dispose();
    }

    /// <summary>The share of images predicted right, with the population statistics.</summary>
    private static double Accuracy(Network model, ImageTensors set)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        model.eval();
        long correct = model.forward(set.Images).argmax(1).eq(set.Labels).sum().item<long>();
        model.train();
        return (double)correct / set.Count;
    }

    /// <summary>A set of images as tensors: count x pixels, 0 to 1, and the labels.</summary>
    private sealed record ImageTensors(Tensor Images, Tensor Labels)
    {
        public long Count => Labels.shape[0];

        public static ImageTensors Of(ImageSet set)
        {
            var pixels = new float[set.Pixels.Length];
            PixelScale.Convert(set.Pixels, pixels);
            long[] labels = [.. set.Labels.ToArray().Select(label => (long)label)];
            return new ImageTensors(tensor(pixels, [set.Count, set.PixelsPerImage]), tensor(labels));
        }
    }

    private sealed class Network : Module<Tensor, Tensor>
    {
        private readonly Sequential _layers;

        public Network(int inputs, int classes, PlainExperiment experiment, bool useBatchNorm)
            : base(nameof(Network))
        {
            var modules = new List<Module<Tensor, Tensor>>();
            int width = inputs;
            foreach (int units in experiment.HiddenLayer)
            {
                modules.Add(Linear(width, units, hasBias: !useBatchNorm));
                if (useBatchNorm)
                    modules.Add(BatchNorm1d(units, eps: experiment.Epsilon, momentum: 1 - experiment.Decay));
                modules.Add(experiment.Activation switch
                {
                    Settings.Activation.ReLU => ReLU(),
                    Settings.Activation.Sigmoid => Sigmoid(),
                    _ => throw new NotSupportedException($"The plain TorchSharp loop has no {experiment.Activation}."),
                });
                width = units;
            }

            modules.Add(Linear(width, classes));
            _layers = Sequential(modules);
            RegisterComponents();
            foreach (Linear linear in modules.OfType<Linear>())
            {
                init.normal_(linear.weight, std: experiment.WeightScale);
                if (linear.bias is { } bias)
                    init.zeros_(bias);
            }
        }

        public override Tensor forward(Tensor input) => _layers.forward(input);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _layers.Dispose();
            base.Dispose(disposing);
        }
    }
}
