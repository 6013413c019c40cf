using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace BatchNorm.Peers.Workers;

/// <summary>
/// The lesson's networks in plain TorchSharp, as any user would write them: modules, the SGD optimizer, CrossEntropyLoss, a
/// dispose scope a step, the whole data in memory as float tensors. Only the loading of libtorch is the module's.
/// </summary>
/// <param name="dataset">The images.</param>
/// <param name="threads">For one network.</param>
internal sealed class TorchSharpPeer(Dataset dataset, int threads) : IPeer
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
    public ITrainee Create(Experiment experiment, bool useBatchNorm) => new Trainee(this, experiment, useBatchNorm);

    /// <summary>One after the other.</summary>
    /// <inheritdoc/>
    public (double Without, double With) TrainPair(Experiment experiment)
    {
        return (Train(useBatchNorm: false), Train(useBatchNorm: true));

        double Train(bool useBatchNorm)
        {
            using var trainee = new Trainee(this, experiment, useBatchNorm);
            for (int step = 0; step < experiment.TrainingBatches; step++)
            {
                trainee.Step();
                if (step % experiment.BatchesPerSample == 0)
                    trainee.Test(_validation);
            }

            trainee.Test(_validation);
            return trainee.Test(_test).Accuracy;
        }
    }

    /// <summary>A set of images as tensors: count x pixels, 0 to 1, and the labels.</summary>
    private sealed record ImageTensors(Tensor Images, Tensor Labels)
    {
        public long Count => Labels.shape[0];

        public static ImageTensors Of(ImageSet set)
        {
            var pixels = new float[set.Count * set.PixelsPerImage];
            set.CopyTo(0, set.Count, pixels);
            long[] labels = [.. set.Labels.ToArray().Select(label => (long)label)];
            return new ImageTensors(tensor(pixels, [set.Count, set.PixelsPerImage]), tensor(labels));
        }

        public ImageTensors First(int count) => new(Images.narrow(0, 0, count), Labels.narrow(0, 0, count));
    }

    /// <summary>Shuffles once an epoch; what is left at an epoch's end and makes no batch is dropped.</summary>
    private sealed class Trainee : ITrainee
    {
        private readonly TorchSharpPeer _peer;
        private readonly int _batchSize;
        private readonly Sequential _model;
        private readonly CrossEntropyLoss _loss = CrossEntropyLoss();
        private readonly optim.Optimizer _optimizer;
        private Tensor? _permutation;
        private long _position;

        public Trainee(TorchSharpPeer peer, Experiment experiment, bool useBatchNorm)
        {
            _peer = peer;
            _batchSize = experiment.BatchSize;
            _position = peer._training.Count;
            random.manual_seed(experiment.Seed);
            _model = Layers(peer._training.Images.shape[1], experiment, useBatchNorm);
            _optimizer = optim.SGD(_model.parameters(), experiment.LearningRate);
        }

        public void Step()
        {
            ImageTensors training = _peer._training;
            if (_position + _batchSize > training.Count)
            {
                _permutation?.Dispose();
                _permutation = randperm(training.Count);
                _position = 0;
            }

            using var scope = NewDisposeScope();
            Tensor indices = _permutation!.narrow(0, _position, _batchSize);
            Tensor images = training.Images.index_select(0, indices);
            Tensor labels = training.Labels.index_select(0, indices);
            _optimizer.zero_grad();
            _loss.forward(_model.forward(images), labels).backward();
            _optimizer.step();
            _position += _batchSize;
        }

        public (double Accuracy, double Loss) Test(int images)
        {
            using var scope = NewDisposeScope();
            return Test(_peer._test.First(images));
        }

        public (double Accuracy, double Loss) Test(ImageTensors set)
        {
            using var scope = NewDisposeScope();
            using var inference = no_grad();
            _model.eval();
            Tensor logits = _model.forward(set.Images);
            long correct = logits.argmax(1).eq(set.Labels).sum().item<long>();
            float loss = _loss.forward(logits, set.Labels).item<float>();
            _model.train();
            return ((double)correct / set.Count, loss);
        }

        public void Dispose()
        {
            _permutation?.Dispose();
            _optimizer.Dispose();
            _loss.Dispose();
            _model.Dispose();
        }

        private static Sequential Layers(long inputs, Experiment experiment, bool useBatchNorm)
        {
            if (experiment is not { Architecture: Architecture.FullyConnected, Activation: Activation.ReLU })
                throw new NotSupportedException($"The plain TorchSharp loop has the lesson's ReLU networks only, not {experiment}.");

            var modules = new List<Module<Tensor, Tensor>>();
            long width = inputs;
            foreach (int units in experiment.HiddenLayer.Split(',').Select(int.Parse))
            {
                modules.Add(Linear(width, units, hasBias: !useBatchNorm));
                if (useBatchNorm)
                    modules.Add(BatchNorm1d(units, eps: experiment.Epsilon!.Value, momentum: 1 - experiment.Decay!.Value));
                modules.Add(ReLU());
                width = units;
            }

            modules.Add(Linear(width, outputSize: 10));
            foreach (Linear linear in modules.OfType<Linear>())
            {
                init.normal_(linear.weight, std: experiment.WeightScale);
                if (linear.bias is { } bias)
                    init.zeros_(bias);
            }

            return Sequential(modules);
        }
    }
}
