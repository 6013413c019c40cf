using System.Buffers.Binary;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using BatchNorm.Training;
using CsCheck;

namespace BatchNorm.Storage;

/// <summary>What is read from a checkpoint's file is what was written, or is refused.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 20, test: 20);

    private static readonly TrainingState Kept = Keep(new Experiment
    {
        TrainingBatches = 8, BatchesPerSample = 2, BatchSize = 20, Trace = TraceKinds.Activation | TraceKinds.Gamma | TraceKinds.Landscape, Optimizer = OptimizerKind.Momentum,
    });

    private readonly Files.TemporaryFolder _folder = new();
    private readonly CheckpointFile _checkpoint;
    private readonly byte[] _file;

    public CheckpointFileTests()
    {
        _checkpoint = new CheckpointFile(Path, TimeSpan.FromMinutes(1));
        _checkpoint.Write(Kept);
        _file = File.ReadAllBytes(Path);
    }

    private string Path => _folder.At("x.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_of_a_state_comes_back() => Assert.Equal(Numbers(Kept), Numbers(_checkpoint.Read()!));

    [Fact]
    public void All_numbers_come_back_whatever_they_are() =>
        Gen.Select(AnyFloat.Array[1, 20], AnyDouble.Array[6], Gen.Long[0, 1L << 53], Gen.Long, Gen.ULong, Gen.Int).Sample(
            (floats, doubles, ticks, @long, drawn, @int) =>
            {
                TrainingState state = Kept with
                {
                    CompletedBatches = @int,
                    Elapsed = TimeSpan.FromTicks(@long),
                    HasDiverged = @int % 2 == 0,
                    Samples = [new AccuracySample { Step = int.MaxValue, Accuracy = 0.1 + 0.2, Loss = doubles[0], Elapsed = TimeSpan.FromTicks(ticks) }],
                    ActivationSamples = [new ActivationSample { Step = 1, Layer = 2, Unit = 3, Percentile15 = doubles[1], Percentile50 = doubles[2], Percentile85 = doubles[3] }],
                    LayerSamples =
                    [
                        new LayerSample { Step = 1, Layer = 2, GradientNorm = doubles[0], FlatSlopes = doubles[1], GammaLeast = doubles[2], VarianceDistance = doubles[3] },
                        new LayerSample { Step = @int & int.MaxValue, Layer = 3, DeadUnits = doubles[4], GammaMean = doubles[5], GammaGreatest = doubles[0], MeanDistance = 0 },
                    ],
                    LandscapeSamples =
                    [
                        new LandscapeSample
                        {
                            Step = 4, Loss = doubles[0], LeastLoss = doubles[1], GreatestLoss = doubles[2], LeastGradientChange = doubles[3],
                            GreatestGradientChange = doubles[4], Smoothness = doubles[5],
                        },
                    ],
                    Network = new NeuralNetState(
                        new NetworkState([new("a.b", [floats.Length], floats), new("c", [], [floats[0]])], [new NamedScale("a.b", doubles[4])], new(drawn, doubles[5])),
                        new OptimizerState(new OptimizerSettings(OptimizerKind.Adam, 0.7), @long, [new("a.b.mean", [1, floats.Length], floats)]),
                        new BatchOrderState("abc", @int, @int, @long),
                        @int),
                };

                var checkpoint = new CheckpointFile(UniquePath(), default);
                checkpoint.Write(state);

                Assert.Equal(Numbers(state), Numbers(checkpoint.Read()!));
            },
            iter: 200);

    [Fact]
    public void A_state_of_many_samples_is_written()
    {
        AccuracySample[] samples = [.. Enumerable.Range(0, 100_000).Select(step => new AccuracySample { Step = step, Loss = 1.0 / step })];

        _checkpoint.Write(Kept with { Samples = [.. samples] });

        Assert.Equal(samples, _checkpoint.Read()!.Samples);
    }

    [Fact]
    public void Where_there_is_no_file_there_is_no_state()
    {
        File.Delete(Path);

        Assert.Null(_checkpoint.Read());
        _checkpoint.Remove();
    }

    [Fact]
    public void What_a_killed_process_left_half_written_goes_with_the_checkpoint()
    {
        _folder.Write($".x.safetensors.{Guid.NewGuid():N}.tmp", _file[..100]);

        _checkpoint.Remove();

        Assert.Empty(_folder.FileNames);
    }

    [Fact]
    public void Every_changed_byte_is_refused_or_changes_nothing()
    {
        string[] expected = Numbers(Kept);
        int refused = 0;
        for (int position = 0; position < _file.Length; position++)
        {
            byte[] damaged = [.. _file];
            damaged[position] ^= (byte)(1 << (position % 8));
            refused += IsRefused(damaged, expected) ? 1 : 0;
        }

        Assert.InRange(refused, _file.Length - 8, _file.Length); // the header is padded with at most seven spaces
    }

    [Fact]
    public void Whatever_is_done_to_the_bytes_the_state_is_refused_or_the_same()
    {
        string[] expected = Numbers(Kept);
        Gen.Select(Gen.Int[0, _file.Length - 1], Gen.Int[0, 12], Gen.OneOf(Gen.Byte, Gen.Char["{}[]\",:0123456789-.eE "].Select(c => (byte)c)).Array[0, 12]).Array[1, 3].Sample(
            splices =>
            {
                byte[] damaged = [.. _file];
                foreach ((int position, int removed, byte[] added) in splices)
                {
                    int start = Math.Min(Math.Max(position, 8), damaged.Length);
                    damaged = [.. damaged[..start], .. added, .. damaged[Math.Min(start + removed, damaged.Length)..]];
                }

                // The announced length follows, or every header would be refused before it is parsed.
                BinaryPrimitives.WriteInt64LittleEndian(damaged, BinaryPrimitives.ReadInt64LittleEndian(_file) + damaged.Length - _file.Length);
                IsRefused(damaged, expected);
            },
            iter: 1000);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        for (int length = 0; length < _file.Length; length++)
            Assert.True(IsRefused(_file[..length], []));
    }

    [Theory]
    [InlineData("less than any safetensors file")]
    [InlineData("no safetensors file", 0xff, 0xfe, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    [InlineData("Python pickle", 0x80, 0x04, 0x95)]
    public void A_file_of_something_else_is_refused_in_words(string words, params int[] bytes)
    {
        File.WriteAllBytes(Path, [.. bytes.Select(value => (byte)value)]);

        var refusal = Assert.Throws<CheckpointException>(_checkpoint.Read);

        Assert.Contains(words, refusal.Reason, StringComparison.Ordinal);
        Assert.StartsWith($"Nothing goes on from the checkpoint '{Path}'. ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_network_is_no_checkpoint_and_a_checkpoint_is_no_saved_network()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);
        string network = _folder.At("network.safetensors");
        NetworkFile.Save(network, SavedNetwork.Of(net));

        Assert.Contains("not the checkpoint of a training", Assert.Throws<CheckpointException>(new CheckpointFile(network, default).Read).Reason, StringComparison.Ordinal);
        Assert.Contains("not one of a network", Assert.Throws<StorageException>(() => NetworkFile.Load(Path)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused_and_a_newer_version_is_not_guessed_at()
    {
        Assert.Contains("a folder", Assert.Throws<CheckpointException>(new CheckpointFile(_folder.Path, default).Read).Reason, StringComparison.Ordinal);

        File.WriteAllBytes(Path, Core.Tests.Storage.SafetensorsBytes.WithHeader(_file, "\"version\":\"1\"", "\"version\":\"2\""));
        Assert.Contains("version 2; this module reads version 1", Assert.Throws<CheckpointException>(_checkpoint.Read).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_told_where_the_digest_finds_it()
    {
        byte[] damaged = [.. _file];
        damaged[^1] ^= 1;
        File.WriteAllBytes(Path, damaged);

        Assert.Contains("The SHA-256 of its content is ", Assert.Throws<CheckpointException>(_checkpoint.Read).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_out_of_their_range_are_refused_though_the_digest_is_right()
    {
        foreach (AccuracySample wrong in (AccuracySample[])[new() { Step = -1 }, new() { Accuracy = 1.5 }, new() { Accuracy = double.NaN }, new() { Elapsed = TimeSpan.MinValue }])
        {
            _checkpoint.Write(Kept with { Samples = [wrong] });
            Assert.Contains("In its samples, ", Assert.Throws<CheckpointException>(_checkpoint.Read).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_the_one_before()
    {
        Assert.Throws<ArgumentException>(() => _checkpoint.Write(Kept with { Network = Kept.Network with { Optimizer = null } }));
        NamedTensor[] tooMany = [.. Enumerable.Range(0, 20_000).Select(i => new NamedTensor($"layers.{i}.weight", [1], [1]))];
        TrainingState deep = Kept with { Network = Kept.Network with { Network = Kept.Network.Network with { Tensors = tooMany } } };
        Assert.Contains("too many layers for a checkpoint", Assert.Throws<CheckpointException>(() => _checkpoint.Write(deep)).Reason, StringComparison.Ordinal);

        Assert.Equal(_file, File.ReadAllBytes(Path));
        Assert.Equal(["x.safetensors"], _folder.FileNames);
        Assert.Throws<DirectoryNotFoundException>(() => new CheckpointFile(_folder.At("none/x.safetensors"), default).Write(Kept));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointFile(Path, TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void One_may_write_while_another_reads()
    {
        Task<int> writing = Task.Run(() => Enumerable.Range(0, 200).Count(_ =>
        {
            _checkpoint.Write(Kept);
            return true;
        }), TestContext.Current.CancellationToken);
        while (!writing.IsCompleted)
            Assert.Equal(Kept.CompletedBatches, _checkpoint.Read()!.CompletedBatches);
    }

    private static Gen<float> AnyFloat => Gen.OneOf(Gen.Float, Gen.UInt.Select(BitConverter.UInt32BitsToSingle), Gen.Const(float.NaN), Gen.Const(float.NegativeInfinity));

    private static Gen<double> AnyDouble => Gen.OneOf(Gen.Double, Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(double.Epsilon), Gen.Const(-0.0));

    private static TrainingState Keep(Experiment settings)
    {
        var checkpoint = new MadeCheckpoint();
        using NeuralNet net = MadeNetworks.Net(new ExperimentSettings { HiddenLayer = "3,2" }, new());
        using var stop = new StopAfter(6);
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(net, Digits, settings, stop, stop.Cancellation, checkpoint));
        return checkpoint.State!;
    }

    private string UniquePath() => _folder.At($"{Guid.NewGuid():N}.safetensors");

    private bool IsRefused(byte[] file, string[] expected)
    {
        string path = UniquePath();
        File.WriteAllBytes(path, file);
        try
        {
            Assert.Equal(expected, Numbers(new CheckpointFile(path, default).Read()!));
            return false;
        }
        catch (CheckpointException)
        {
            return true;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>All that is in a state, to the bit, for comparing.</summary>
    private static string[] Numbers(TrainingState state) =>
    [
        .. state.Identity.Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key}={text.Value}"),
        .. state.Network.Network.Tensors.Concat(state.Network.Optimizer!.Memory)
            .Select(tensor => $"{new TensorShape(tensor.Name, tensor.Shape)} {string.Join(' ', tensor.Values.Select(value => $"{BitConverter.SingleToUInt32Bits(value):x}"))}"),
        .. state.Network.Network.Scales.Select(scale => $"{scale.Tensor} {BitConverter.DoubleToInt64Bits(scale.Value)}"),
        .. state.Samples.Select(sample => $"{sample.Step} {sample.Accuracy:R} {BitConverter.DoubleToInt64Bits(sample.Loss)} {sample.Elapsed.Ticks}"),
        .. state.ActivationSamples.Select(sample => $"{sample.Step} {sample.Layer} {sample.Unit} {sample.Percentile15:R} {sample.Percentile50:R} {sample.Percentile85:R}"),
        .. state.LayerSamples.Select(sample => $"{sample.Step} {sample.Layer} {sample.GradientNorm:R} {sample.DeadUnits:R} {sample.FlatSlopes:R} {sample.GammaLeast:R} {sample.GammaMean:R} {sample.GammaGreatest:R} {sample.MeanDistance:R} {sample.VarianceDistance:R}"),
        .. state.LandscapeSamples.Select(sample => $"{sample.Step} {sample.Loss:R} {sample.LeastLoss:R} {sample.GreatestLoss:R} {sample.LeastGradientChange:R} {sample.GreatestGradientChange:R} {sample.Smoothness:R}"),
        $"{state.Network.Network.Noise} {state.Network.Optimizer.Settings} {state.Network.Optimizer.Steps} {state.Network.Order} {state.Network.TrainedBatches}",
        $"{state.CompletedBatches} {state.InitialWeightsHash} {state.HasDiverged} {state.Elapsed.Ticks} {state.FirstBatch}",
    ];
}
