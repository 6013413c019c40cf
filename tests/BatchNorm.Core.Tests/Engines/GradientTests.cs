using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Engines;

/// <summary>Gradients that engines give to optimizers, and what comes of them.</summary>
public class GradientTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings?> Networks => [.. MadeSituations.All];

    public static TheoryData<OptimizerKind, bool, double> Optimizers => new()
    {
        { OptimizerKind.SGD, false, 0.05 },
        { OptimizerKind.SGD, true, 0.05 },
        { OptimizerKind.Momentum, false, 0.01 },
        { OptimizerKind.Momentum, true, 0.01 },
        { OptimizerKind.Nesterov, false, 0.01 },
        { OptimizerKind.Nesterov, true, 0.01 },
        { OptimizerKind.RMSProp, false, 0.001 },
        { OptimizerKind.RMSProp, true, 0.001 },
        { OptimizerKind.Adam, false, 0.001 },
        { OptimizerKind.Adam, true, 0.001 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_step_in_one_is_the_gradient_and_the_step_but_for_rounding(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm)
    {
        NetworkParameters start = Start(shape, engine, batchNorm, out IEngine maker);
        using INetwork fused = maker.CreateNetwork(start), apart = maker.CreateNetwork(start);
        var plain = Optimizer.Create(new OptimizerSettings(OptimizerKind.SGD), apart.Learned);

        foreach (MiniBatch batch in Batches(5, size: 70)) // more than a block of 64
        {
            fused.Train(batch, 0.1f);
            apart.ComputeGradients(batch);
            plain.Step(0.1f);
        }

        AssertAgree(fused.ReadParameters(), apart.ReadParameters(), 1e-5);
        Assert.NotEqual(start.AllValues(), apart.ReadParameters().AllValues());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_tensor_but_the_population_statistics_has_a_gradient(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm)
    {
        NetworkParameters start = Start(shape, engine, batchNorm, out IEngine maker);
        using INetwork network = maker.CreateNetwork(start);

        network.ComputeGradients(Batches(1, size: 30).Single());

        Assert.Equal(
            start.Tensors.Where(tensor => !tensor.Name.Contains("population", StringComparison.Ordinal)).Select(tensor => $"{tensor.Name} {tensor.Values.Length}"),
            network.Learned.Select(tensor => $"{tensor.Shape.Name} {tensor.Count}"));
        Assert.All(network.Learned, tensor => Assert.Contains(
            Enumerable.Range(0, tensor.Rows).SelectMany(row => tensor.Gradient(row).ToArray()), value => value != 0));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Computing_gradients_moves_the_population_statistics_and_nothing_else(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm)
    {
        NetworkParameters start = Start(shape, engine, batchNorm, out IEngine maker);
        using INetwork network = maker.CreateNetwork(start), trained = maker.CreateNetwork(start);
        MiniBatch batch = Batches(1, size: 30).Single();

        network.ComputeGradients(batch);

        trained.Train(batch, 1e-3f);
        foreach (((NamedTensor before, NamedTensor after), NamedTensor moved) in
            start.Tensors.Zip(network.ReadParameters().Tensors).Zip(trained.ReadParameters().Tensors))
            Assert.Equal(before.Name.Contains("population", StringComparison.Ordinal) ? moved.Values : before.Values, after.Values);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_gradient_does_not_depend_on_the_one_before(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm)
    {
        if (batchNorm is null && shape is { Architecture: Architecture.Recurrent, Permuted: false })
            return; // every batch is read with other noise

        NetworkParameters start = Start(shape with { Permuted = shape.Architecture == Architecture.Recurrent }, engine, batchNorm, out IEngine maker);
        using INetwork network = maker.CreateNetwork(start), fresh = maker.CreateNetwork(start);
        MiniBatch[] batches = [.. Batches(2, size: 30)];

        network.ComputeGradients(batches[0]);
        network.ComputeGradients(batches[1]);
        fresh.ComputeGradients(batches[1]);

        foreach ((LearnedTensor one, LearnedTensor other) in network.Learned.Zip(fresh.Learned))
            Assert.All(Enumerable.Range(0, one.Rows), row => Assert.Equal(other.Gradient(row).ToArray(), one.Gradient(row).ToArray()));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void After_100_steps_of_any_optimizer_both_engines_have_the_same_parameters(OptimizerKind kind, bool batchNorm, double learningRate)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        FullyConnectedParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm, Activation.Tanh));

        NetworkParameters torch = Train(new TorchEngine(), start, kind, learningRate), simd = Train(new Simd.SimdEngine(), start, kind, learningRate);

        AssertAgree(torch, simd, 1e-4);
    }

    [Theory]
    [InlineData(OptimizerKind.SGD)]
    [InlineData(OptimizerKind.Nesterov)]
    [InlineData(OptimizerKind.Adam)]
    public void A_step_of_the_Simd_engine_allocates_nothing(OptimizerKind kind)
    {
        using INetwork network = new Simd.SimdEngine().CreateNetwork(MadeNetworks.Start(MadeNetworks.Define(batchNorm: true)));
        var learner = new Learner(network, new OptimizerSettings(kind));
        MiniBatch batch = Batches(1, size: 30).Single();
        learner.Step(batch, 0.01f);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 20; step++)
            learner.Step(batch, 0.01f);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Gradients_of_a_network_that_was_disposed_of_are_refused()
    {
        INetwork network = new Simd.SimdEngine().CreateNetwork(MadeNetworks.Start(MadeNetworks.Define(batchNorm: true)));
        var learner = new Learner(network, new OptimizerSettings(OptimizerKind.Adam));
        network.Dispose();

        Assert.Throws<ObjectDisposedException>(() => learner.Step(Batches(1, size: 5).Single(), 0.01f));
        Assert.Throws<ObjectDisposedException>(() => network.Learned);
    }

    private static NetworkParameters Start(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm, out IEngine maker)
    {
        MadeSituations.SkipWithoutTorch(engine);
        NetworkDefinition definition = shape.Define(MadeNetworks.Images, 10, shape.Activation, batchNorm);
        maker = EngineSelection.For(engine, definition);
        return definition.Draw(0.3, seed: 1);
    }

    private static NetworkParameters Train(IEngine engine, NetworkParameters start, OptimizerKind kind, double learningRate)
    {
        using INetwork network = engine.CreateNetwork(start);
        var learner = new Learner(network, new OptimizerSettings(kind));
        foreach (MiniBatch batch in Batches(100, size: 30))
            learner.Step(batch, (float)learningRate);
        return network.ReadParameters();
    }

    private static IEnumerable<MiniBatch> Batches(int count, int size)
    {
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        for (int i = 0; i < count; i++)
        {
            var batch = new MiniBatch(Digits.Training, size);
            batch.Fill(order);
            yield return batch;
        }
    }

    /// <summary>Within a share of the value, or of the tensor's root mean square where the value happens to be next to 0.</summary>
    private static void AssertAgree(NetworkParameters expected, NetworkParameters actual, double tolerance)
    {
        foreach ((NamedTensor one, NamedTensor other) in expected.Tensors.Zip(actual.Tensors))
        {
            double size = Math.Sqrt(one.Values.Average(value => (double)value * value));
            for (int i = 0; i < one.Values.Length; i++)
                Assert.Equal(one.Values[i], other.Values[i], tolerance * Math.Max(Math.Abs(one.Values[i]), size));
        }
    }
}
