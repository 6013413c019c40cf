using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;

namespace BatchNorm.Training;

/// <summary>
/// Takes the population statistics of a network anew (Ioffe, Szegedy 2015, Algorithm 2, steps 7 to 12): the mean, over mini-batches of training images,
/// of what training would normalize these with, the weights being what they are now.
/// </summary>
/// <remarks>
/// The running estimates of a training are of weights that have moved since. In a network of a few layers that hardly matters; in one that reads
/// an image in hundreds of steps the lag of each step adds to that of the steps before it. Cooijmans et al. (2016) took theirs anew for their
/// tests, and PyTorch has <c>update_bn</c> for it. Variances are biased here, as in a training.
/// </remarks>
public static class PopulationEstimate
{
    /// <summary>
    /// Takes the statistics anew, once no training of the network is under way. Nothing else of it changes: trained further, it goes on as it
    /// would have.
    /// </summary>
    /// <param name="net">The network; where this is cancelled, it stays as it is.</param>
    /// <param name="dataset">The data whose training images are used, in the order that a training with the seed gives them.</param>
    /// <param name="batches">Mini-batches, at least 1; those of an epoch use no image twice.</param>
    /// <param name="batchSize">Images a mini-batch, 1 to those that there are; of one image alone most layers have no variance.</param>
    /// <param name="seed">Fixes the order of the images.</param>
    /// <param name="batchDone">Is told after each how many are done, on this thread; may be null.</param>
    /// <param name="cancellation">Checked at every mini-batch, and while a training has its turn.</param>
    /// <exception cref="ArgumentException">
    /// The network has no batch normalization, or the images are of another size, or fewer than a mini-batch has, or labelled with classes that the
    /// network has no output for. Nothing is changed then.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Renew(
        NeuralNet net, Dataset dataset, int batches, int batchSize, int seed, Action<int>? batchDone = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(net);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        Check(net, dataset, batchSize);

        net.BeginTraining(cancellation);
        try
        {
            NetworkParameters parameters = net.ReadParameters();
            double[]?[] sums = [.. net.Definition.Tensors.Zip(parameters.Tensors, (shape, tensor) => shape.IsLearned ? null : new double[tensor.Values.Length])];
            var batch = new MiniBatch(dataset.Training, batchSize);
            var order = new BatchOrder(dataset.Training.Count, seed);
            using var probe = new GradientProbe(parameters, net.Computing, batch);
            for (int done = 1; done <= batches; done++)
            {
                cancellation.ThrowIfCancellationRequested();
                batch.Fill(order);
                probe.Measure();
                Add(probe.Tensors(), sums);
                batchDone?.Invoke(done);
            }

            Replace(net, [.. sums.Zip(parameters.Tensors, (sum, tensor) => sum is null ? tensor.Values : Mean(sum, batches))], cancellation);
        }
        finally
        {
            net.EndTraining();
        }
    }

    private static void Check(NeuralNet net, Dataset dataset, int batchSize)
    {
        if (net.Definition.Tensors.All(tensor => tensor.IsLearned))
            throw new ArgumentException($"'{net.Name}' normalizes nothing, and has no population statistics to take anew. Make a network with -BatchNorm.");
        NetworkFit.CheckData(net.Definition, net.Name, dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Trainer.CheckBatchSize(batchSize, dataset);
    }

    private static void Add(IReadOnlyList<NamedTensor> tensors, double[]?[] sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            if (sums[i] is not { } sum)
                continue;
            float[] values = tensors[i].Values;
            for (int j = 0; j < sum.Length; j++)
                sum[j] += values[j];
        }
    }

    private static float[] Mean(double[] sum, int count) => Array.ConvertAll(sum, value => (float)(value / count));

    /// <summary>By way of a network of its own, which brings the numbers into the form that the engine keeps them in.</summary>
    private static void Replace(NeuralNet net, float[][] values, CancellationToken cancellation)
    {
        using INetwork renewed = net.Computing.CreateNetwork(net.Definition.Assemble(values));
        NeuralNetState state = net.ReadState();
        net.Restore(state with { Network = renewed.ReadState() with { Noise = state.Network.Noise } }, cancellation);
    }
}
