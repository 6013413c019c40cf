using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.Networks;
using BatchNorm.Optimizers;

namespace BatchNorm.Stress;

/// <summary>
/// The stress program in short: every kind of network, and that what it looks for would be found. Alone: its collector stops whatever
/// runs beside it, all the time.
/// </summary>
[CollectionDefinition(nameof(StressTests), DisableParallelization = true)]
[Collection(nameof(StressTests))]
public class StressTests
{
    private static readonly ImageSet Images = StressKind.Images(seed: 1);

    public StressTests() => Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, StressKind.All.Count)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Beside_a_collector_and_with_NaN_in_freed_memory_every_bit_comes_out_as_it_did_alone(int kind)
    {
        var run = new StressRun(StressKind.All[kind], Images, seed: 1, courseLength: 6); // which each of two threads takes once
        run.TakeFirst();

        Findings found = run.Repeat(steps: 12, besideCollector: true).Findings;

        Assert.Equal((12, 0, 0L), (found.Steps, found.Exceptions, found.DifferingBits));
        Assert.Empty(found.Messages);
    }

    [Fact]
    public void Who_reads_what_was_filled_between_the_steps_is_found_out_in_each()
    {
        float unwritten = 0;
        var course = new Course(() => new Careless(StressKind.All[0].Create(seed: 1), () => unwritten), Images, batchSize: 20, learningRate: 0.1f, seed: 1, length: 20);
        course.TakeFirst();

        Findings found = course.TakeAgain(steps: 20, () => unwritten = float.NaN);

        Assert.Equal((20L, 20L, 0L), (found.Steps, found.DifferingSteps, found.Exceptions));
        Assert.False(found.IsClean);
    }

    [Fact]
    public void A_step_that_fails_is_counted_and_the_course_begins_anew()
    {
        int networks = 0;
        var course = new Course(() => new Failing(StressKind.All[0].Create(seed: 1), failsAt: ++networks == 1 ? null : 3), Images, 20, 0.1f, seed: 1, length: 8);
        course.TakeFirst();

        Findings found = course.TakeAgain(steps: 8, () => { });

        Assert.Equal((8, 2, 0L), (found.Steps, found.Exceptions, found.DifferingBits));
        Assert.Equal(["Expected false to be true"], found.Messages);
    }

    [Fact]
    public void One_bit_of_one_number_counts()
    {
        var found = new Findings();

        found.Compare([1, 2, 0], [1, MathF.BitIncrement(2), -0f]);

        Assert.Equal((1L, 1L, 2L), (found.Steps, found.DifferingSteps, found.DifferingBits));
    }

    /// <summary>Adds to a number what it finds in memory that it never wrote, which is harmless unless someone filled it.</summary>
    private sealed class Careless(INetwork network, Func<float> unwritten) : Wrapped(network)
    {
        public override NetworkParameters ReadParameters()
        {
            float[][] values = [.. base.ReadParameters().Tensors.Select(tensor => tensor.Values.ToArray())];
            values[0][0] += unwritten();
            return Definition.Assemble(values);
        }
    }

    private sealed class Failing(INetwork network, int? failsAt) : Wrapped(network)
    {
        private int _steps;

        public override void Train(MiniBatch batch, float learningRate)
        {
            if (_steps++ == failsAt)
                throw new InvalidOperationException("Expected false to be true\n at native code");
            base.Train(batch, learningRate);
        }
    }

    private abstract class Wrapped(INetwork network) : INetwork
    {
        public NetworkDefinition Definition => network.Definition;

        public IReadOnlyList<LearnedTensor> Learned => network.Learned;

        public virtual void Train(MiniBatch batch, float learningRate) => network.Train(batch, learningRate);

        public void ComputeGradients(MiniBatch batch) => network.ComputeGradients(batch);

        public void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits) =>
            network.Infer(images, start, count, statistics, logits);

        public void MeasureGradients(MiniBatch batch) => network.MeasureGradients(batch);

        public void VisitActivations(ImageSet images, int start, int count, int? unit, ActivationVisitor visit) =>
            network.VisitActivations(images, start, count, unit, visit);

        public virtual NetworkParameters ReadParameters() => network.ReadParameters();

        public NetworkState ReadState() => network.ReadState();

        public void WriteState(NetworkState state) => network.WriteState(state);

        public void Dispose() => network.Dispose();
    }
}
