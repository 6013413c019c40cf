using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Settings;

namespace BatchNorm.Experiments;

public class ExperimentResolverTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    private static readonly PublishedExperiment Quick = new() { HiddenLayer = "12,8", BatchSize = 20, PublishedTestAccuracyWith = 0.9 };

    private readonly ExperimentResolver _resolver = new(Digits);

    [Fact]
    public void A_resolved_experiment_names_its_data_and_is_else_as_it_was()
    {
        PublishedExperiment resolved = _resolver.Resolve(Quick with { Engine = EngineKind.Simd });

        Assert.Equal(Quick with { Engine = EngineKind.Simd, Dataset = Digits.Name, DatasetHash = Digits.Sha256 }, resolved);
    }

    [Theory]
    [InlineData(null, EngineKind.Simd)]
    [InlineData(BatchNormImplementation.Layer, EngineKind.Torch)] // which its network without normalization has no need of
    public void Auto_becomes_the_engine_that_computes_both_networks(BatchNormImplementation? implementation, EngineKind engine) =>
        Assert.Equal(engine, _resolver.Resolve(Quick with { Implementation = implementation }).Engine);

    [Theory]
    [InlineData(OptimizerKind.SGD, null)]
    [InlineData(OptimizerKind.Adam, 0.9)]
    public void A_momentum_that_was_not_given_is_the_optimizers(OptimizerKind optimizer, double? momentum) =>
        Assert.Equal(momentum, _resolver.Resolve(Quick with { Optimizer = optimizer }).Momentum);

    [Fact]
    public void Resolving_twice_changes_nothing() =>
        Assert.Equal(_resolver.Resolve(Quick), _resolver.Resolve(_resolver.Resolve(Quick)));

    [Fact]
    public void What_does_not_fit_the_data_or_its_engine_is_refused() => Assert.All(
        [
            Quick with { BatchSize = 601 },
            Quick with { IndividualPredictions = 100_000 },
            Quick with { Momentum = 0.9 }, // which SGD has none of
            Quick with { Engine = EngineKind.Simd, Implementation = BatchNormImplementation.Layer },
        ],
        wrong => Assert.ThrowsAny<ArgumentException>(() => _resolver.Resolve(wrong)));
}
