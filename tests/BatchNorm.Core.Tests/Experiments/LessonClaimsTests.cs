using BatchNorm.Settings;

namespace BatchNorm.Experiments;

public class LessonClaimsTests
{
    [Fact]
    public void There_are_seven_in_the_lessons_order() =>
        Assert.Equal(["Speed", "Rates", "Weights", "Activations", "Depth", "Regularization", "Results"], LessonClaims.All.Select(claim => claim.Name));

    [Fact]
    public void Each_says_what_is_claimed_and_what_is_measured_and_is_repeated_ten_times() => Assert.All(LessonClaims.All, claim =>
    {
        Assert.NotEmpty(claim.Claim);
        Assert.NotEmpty(claim.Measure);
        Assert.Equal(Enumerable.Range(1, 10), claim.Seed);
        Assert.Equal([LessonGroup.Claims], claim.Groups);
        Assert.Equal($"{claim.Kind}", claim.Name);
    });

    /// <summary>What varies is what the claim says it is, and nothing else does but the seed.</summary>
    [Fact]
    public void One_setting_varies_at_most() => Assert.All(LessonClaims.All, claim => Assert.Equal(
        claim.Varied.Length == 0 ? [] : [claim.Varied],
        new[]
        {
            (nameof(claim.Activation), claim.Activation.Count), (nameof(claim.LearningRate), claim.LearningRate.Count),
            (nameof(claim.WeightScale), claim.WeightScale.Count), (nameof(claim.HiddenLayer), claim.HiddenLayer.Count),
        }.Where(setting => setting.Item2 > 1).Select(setting => setting.Item1)));

    [Fact]
    public void The_grids_are_those_that_the_claims_are_about()
    {
        Assert.Equal(Enum.GetValues<Activation>(), Of(LessonClaimKind.Activations).Activation);
        Assert.Equal([1, 2, 3, 5, 10, 20, 30], Of(LessonClaimKind.Depth).HiddenLayer.Select(widths => widths.Split(',').Length));
        Assert.Equal(80, Of(LessonClaimKind.Activations).Count);
        Assert.True(Of(LessonClaimKind.Regularization).MeasureTraining);
    }

    [Fact]
    public void A_comparison_is_of_a_claim_by_its_settings_whatever_it_is_called()
    {
        LessonClaim rates = Of(LessonClaimKind.Rates);
        var experiment = new Experiment { Name = "Mine", LearningRate = 0.3, TrainingBatches = 2000, BatchesPerSample = 50, Seed = 77, Engine = EngineKind.Torch, Dataset = "Any" };

        Assert.True(rates.Has(experiment));
        Assert.False(rates.Has(experiment with { LearningRate = 0.25 }));
        Assert.False(rates.Has(experiment with { TrainingBatches = 1999 }));
        Assert.False(rates.Has(experiment with { BatchesPerSample = 100 }));
        Assert.False(rates.Has(experiment with { Activation = Activation.Tanh }));
        Assert.False(rates.Has(experiment with { WeightScale = 5 }));
        Assert.False(rates.Has(experiment with { BatchSize = 30 }));
        Assert.False(rates.Has(experiment with { Optimizer = OptimizerKind.Adam, Momentum = 0.9 }));
        Assert.False(rates.Has(experiment with { Epsilon = 1e-5 }));
        Assert.False(rates.Has(experiment with { UseBatchStatistics = true }));
    }

    [Fact]
    public void A_comparison_may_be_of_several_claims_and_is_trained_once_for_them()
    {
        var shared = new Experiment { LearningRate = 0.1, TrainingBatches = 2000, BatchesPerSample = 50 };

        Assert.Equal(["Rates", "Activations"], LessonClaims.All.Where(claim => claim.Has(shared)).Select(claim => claim.Name));
    }

    private static LessonClaim Of(LessonClaimKind kind) => LessonClaims.All.Single(claim => claim.Kind == kind);
}
