using BatchNorm.Experiments;
using BatchNorm.Training;
using static BatchNorm.Benefits.MadeClaims;

namespace BatchNorm.Benefits;

/// <summary>Numbers that no training leaves behind, as a damaged file has them, and grids that have no quotients.</summary>
public class DamagedClaimTests
{
    private const double Learned = 0.95;

    [Theory]
    [InlineData(double.NaN, 0.94)]
    [InlineData(-3, 0.94)]
    [InlineData(1e308, 0.94)]
    [InlineData(0.95, double.NaN)]
    [InlineData(0.95, double.NegativeInfinity)]
    public void Accuracies_that_are_no_shares_tell_nothing_of_a_gap(double training, double validation)
    {
        IReadOnlyList<AccuracySample> good = Samples((0.95, 0.94)), bad = Samples((training, validation));

        LessonClaimMeasurement measured = Measure(
            Enumerable.Range(1, 6).Select(seed => Of(LessonClaimKind.Regularization, seed, Learned, Learned, samplesWithout: good, samplesWith: seed == 6 ? bad : good)));

        Assert.Equal((ClaimVerdict.CannotBeTold, 0, ""), (measured.Verdict, measured.Count, measured.Seeds));
        Assert.Contains("damaged", measured.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_that_are_left_out_of_a_gap_are_none_of_its_seeds()
    {
        IReadOnlyList<AccuracySample> good = Samples((0.95, 0.94)), never = Samples((0.5, 0.5));

        LessonClaimMeasurement measured = Measure(
            Enumerable.Range(1, 6).Select(seed => Of(LessonClaimKind.Regularization, seed, Learned, Learned, samplesWithout: good, samplesWith: seed == 6 ? never : good)));

        Assert.Equal((5, "1..5"), (measured.Count, measured.Seeds));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Times_of_0_are_not_known_and_steps_alone_do_not_make_it_faster(double milliseconds)
    {
        LessonClaimMeasurement measured = Measure(Enumerable.Range(1, 6).Select(seed => Of(
            LessonClaimKind.Speed, seed, Learned, Learned, samplesWithout: Reaching(400, milliseconds), samplesWith: Reaching(100, milliseconds))));

        Assert.Equal(4, measured.EffectSize);
        Assert.Equal(ClaimVerdict.CannotBeTold, measured.Verdict);
        Assert.Contains(
            "reached after 400 steps without batch normalization and 100 with it (medians of 6): 4 times as soon in steps, 95 % interval 4..4, and not all times are known.",
            measured.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_that_begins_at_no_layer_has_no_quotients()
    {
        LessonClaimMeasurement measured = Measure(((string[])["", "100", "100,100"]).SelectMany(layers =>
            Enumerable.Range(1, 6).Select(seed => Of(LessonClaimKind.Depth, seed, Learned, Learned, settings => settings with { HiddenLayer = layers }))));

        Assert.Equal((ClaimVerdict.CannotBeTold, ""), (measured.Verdict, measured.Effect));
        Assert.Contains("a number of layers of 0", measured.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_of_layers_of_two_widths_is_told_apart_and_not_mixed()
    {
        var refusal = Assert.Throws<MixedClaimException>(() => Measure(((string[])["9", "9,9", "100,100"]).SelectMany(layers =>
            Enumerable.Range(1, 6).Select(seed => Of(LessonClaimKind.Depth, seed, Learned, Learned, settings => settings with { HiddenLayer = layers })))));

        Assert.Contains("differ in the widths of their hidden layers (9, 100)", refusal.Message, StringComparison.Ordinal);
    }
}
