using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;
using static BatchNorm.Benefits.MadeClaims;

namespace BatchNorm.Benefits;

public class LessonClaimMeasurementTests
{
    private const double Learned = 0.95, Lost = 0.1;

    /// <summary>Quotients 8, 4, 4, 2, 2, 1: the median is 3, and of six the 95 % interval lies between the least and the greatest.</summary>
    [Fact]
    public void Speed_is_the_median_of_the_pairs_quotients_in_steps_and_in_seconds()
    {
        int[] with = [100, 200, 200, 400, 400, 800];

        LessonClaimMeasurement measured = Measure(with.Select((step, i) => Speed(i + 1, 800, step)));

        Assert.Equal((3, 1, 8), (measured.EffectSize, measured.EffectLow, measured.EffectHigh));
        Assert.Equal(("800 steps", "300 steps", "\u00d7 3 (1..8)"), (measured.Without, measured.With, measured.Effect));
        Assert.Equal((6, "1..6", EffectKind.Ratio), (measured.Count, measured.Seeds, measured.EffectKind));
        Assert.Equal(ClaimVerdict.CannotBeTold, measured.Verdict); // one pair is no faster
        Assert.Equal(
            "Cannot be told. A validation accuracy of 0.95 is reached after 800 steps without batch normalization and 300 with it (medians of 6), in 0.8 and 0.3 seconds: "
            + "3 times as soon in steps, 95 % interval 1..8, and 3 times in time, 95 % interval 1..8. "
            + "The interval leaves both open, that the side with batch normalization is ahead and that it is not.",
            measured.Sentence);
        Assert.Equal(with.Select(step => (double?)step), measured.Pairs.Select(pair => pair.With));
    }

    [Fact]
    public void What_is_never_reached_takes_longer_than_the_training_and_nobody_knows_how_much()
    {
        LessonClaimMeasurement measured = Measure([.. Enumerable.Range(1, 5).Select(seed => Speed(seed, 400, 100)), Speed(6, null, 100)]);

        Assert.Equal((4, 4, null), (measured.EffectSize, measured.EffectLow, measured.EffectHigh));
        Assert.Equal("\u00d7 4 (4+)", measured.Effect);
        Assert.Equal(ClaimVerdict.Holds, measured.Verdict);
        Assert.Null(measured.Pairs[5].Without);
    }

    [Fact]
    public void Where_half_never_get_there_the_median_is_told_by_its_bound()
    {
        LessonClaimMeasurement measured = Measure([.. Enumerable.Range(1, 6).Select(seed => Speed(seed, null, 100))]);

        Assert.Equal(("over 1,000 steps", "100 steps", "\u00d7 10+ (10+)"), (measured.Without, measured.With, measured.Effect));
        Assert.Equal((null, 10, null), (measured.EffectSize, measured.EffectLow, measured.EffectHigh));
        Assert.Equal(ClaimVerdict.Holds, measured.Verdict);
    }

    [Fact]
    public void Fewer_steps_that_take_longer_are_not_faster()
    {
        LessonClaimMeasurement measured = Measure(Enumerable.Range(1, 6).Select(seed => Speed(seed, 400, 100, milliseconds: 5)));

        Assert.Equal(4, measured.EffectLow);
        Assert.Equal(ClaimVerdict.DoesNotHold, measured.Verdict); // 0.4 seconds against 0.5
        Assert.Contains("0.8 times in time", measured.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_who_gets_there_tells_nothing()
    {
        LessonClaimMeasurement measured = Measure(Enumerable.Range(1, 6).Select(seed => Speed(seed, null, null)));

        Assert.Equal((ClaimVerdict.CannotBeTold, "\u00d7 any (any)"), (measured.Verdict, measured.Effect));
    }

    [Fact]
    public void Without_samples_nothing_is_known_of_speed()
    {
        LessonClaimMeasurement measured = Measure(Enumerable.Range(1, 6).Select(seed => MadeComparisons.Row(Speed(seed, 400, 100))));

        Assert.Equal((ClaimVerdict.CannotBeTold, "", 0), (measured.Verdict, measured.Effect, measured.Count));
        Assert.Contains("Export-Clixml", measured.Sentence, StringComparison.Ordinal);
    }

    /// <summary>Without, seeds learn at 0.1 and the tenth at 1; with it all do at 1, and one at 10, too, where the grid ends.</summary>
    [Fact]
    public void The_largest_rate_is_that_at_which_nine_of_ten_learn_and_the_quotient_that_of_each_seed()
    {
        (double, double)[] ten = [.. Enumerable.Repeat((Lost, Learned), 9)];
        LessonClaimMeasurement measured = Measure(
        [
            .. Rate(LessonClaimKind.Rates, 0.1, [.. Enumerable.Repeat((Learned, Learned), 10)]),
            .. Rate(LessonClaimKind.Rates, 1, [.. ten, (Learned, Learned)]),
            .. Rate(LessonClaimKind.Rates, 10, [(Lost, Learned), .. Enumerable.Repeat((Lost, Lost), 9)]),
        ]);

        // eight seeds 1 / 0.1, the first 10 or more / 0.1, the last 1 / 1
        Assert.Equal(("0.1", "1", "\u00d7 10 (10..10)"), (measured.Without, measured.With, measured.Effect));
        Assert.Equal((ClaimVerdict.Holds, 10), (measured.Verdict, measured.Count));
        Assert.Equal(["0.1", "1", "10"], measured.Points.Select(point => point.Value));
        Assert.Equal([(10, 10), (1, 10), (0, 1)], measured.Points.Select(point => (point.LearnedWithout, point.LearnedWith)));
        Assert.Equal(0.722467, measured.Points[0].ShareLowWith, 1e-6); // Wilson's of 10 of 10: 10 / (10 + 1.959964^2)
        Assert.Contains("learn up to 0.1 without batch normalization and up to 1 with it", measured.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_learns_at_the_end_of_the_grid_may_learn_beyond_it()
    {
        LessonClaimMeasurement measured = Measure(
        [
            .. Rate(LessonClaimKind.Rates, 0.1, [.. Enumerable.Repeat((Learned, Learned), 6)]),
            .. Rate(LessonClaimKind.Rates, 1, [.. Enumerable.Repeat((Learned, Learned), 6)]),
        ]);

        Assert.Equal(("1 or more", "1 or more", ClaimVerdict.CannotBeTold), (measured.Without, measured.With, measured.Verdict));
    }

    [Fact]
    public void A_side_that_learns_nowhere_does_so_below_the_grid_if_at_all()
    {
        LessonClaimMeasurement measured = Measure(
        [
            .. Rate(LessonClaimKind.Rates, 0.1, [.. Enumerable.Repeat((Lost, Learned), 6)]),
            .. Rate(LessonClaimKind.Rates, 1, [.. Enumerable.Repeat((Lost, Lost), 6)]),
        ]);

        Assert.Equal(("none", "0.1", ClaimVerdict.CannotBeTold), (measured.Without, measured.With, measured.Verdict)); // 0.1 by at most 0.1
        Assert.Equal((1, null), (measured.EffectLow, measured.EffectHigh));
        Assert.Contains("learn at no rate without", measured.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Lower_rates_with_it_are_said_as_plainly()
    {
        LessonClaimMeasurement measured = Measure(
        [
            .. Rate(LessonClaimKind.Rates, 0.1, [.. Enumerable.Repeat((Learned, Learned), 6)]),
            .. Rate(LessonClaimKind.Rates, 1, [.. Enumerable.Repeat((Learned, Lost), 6)]),
            .. Rate(LessonClaimKind.Rates, 10, [.. Enumerable.Repeat((Lost, Lost), 6)]),
        ]);

        Assert.Equal((ClaimVerdict.DoesNotHold, "\u00d7 0.1 (0.1..0.1)"), (measured.Verdict, measured.Effect));
        Assert.StartsWith("Does not hold. ", measured.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_counts_layers()
    {
        LessonClaimMeasurement measured = Measure(
            from widths in (string[])["9", "9,9", "9,9,9,9", "9,9,9,9,9,9"]
            from seed in Enumerable.Range(1, 6)
            let layers = widths.Split(',').Length
            select Of(LessonClaimKind.Depth, seed, layers <= 2 ? Learned : Lost, layers <= 4 ? Learned : Lost, settings => settings with { HiddenLayer = widths }));

        Assert.Equal(("2", "4", "\u00d7 2 (2..2)", ClaimVerdict.Holds), (measured.Without, measured.With, measured.Effect, measured.Verdict));
        Assert.Equal(["1", "2", "4", "6"], measured.Points.Select(point => point.Value));
    }

    /// <summary>Of three scales: differences 2, 1, 1, mean 4/3, s = 0.577350, t(2) = 4.302653, half = 1.434218.</summary>
    [Fact]
    public void Weights_and_activations_count_with_how_many_values_a_seed_learns()
    {
        LessonClaimMeasurement measured = Measure(
        [
            .. Scale(0.1, (Lost, Learned), (Learned, Learned), (Learned, Learned)),
            .. Scale(1, (Learned, Learned), (Learned, Learned), (Learned, Learned)),
            .. Scale(10, (Lost, Learned), (Lost, Learned), (Lost, Learned)),
        ]);

        Assert.Equal(("1", "0.1 to 10"), (measured.Without, measured.With)); // two of three are no nine of ten
        Assert.Equal(4.0 / 3, measured.EffectSize!.Value, 1e-12);
        Assert.Equal(4.0 / 3 - 1.434218, measured.EffectLow!.Value, 1e-6);
        Assert.Equal("+1.3 (-0.1..2.8)", measured.Effect);
        Assert.Equal(ClaimVerdict.CannotBeTold, measured.Verdict);
    }

    [Fact]
    public void Ranges_of_weights_have_gaps_where_a_side_fails_between()
    {
        LessonClaimMeasurement measured = Measure([.. Scale(0.1, (Learned, Learned)), .. Scale(1, (Lost, Learned)), .. Scale(10, (Learned, Lost)), .. Scale(20, (Learned, Lost))]);

        Assert.Equal(("0.1, 10 to 20", "0.1 to 1"), (measured.Without, measured.With));
        Assert.Contains("One pair has no interval", measured.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_are_counted_and_both_alike_is_no_benefit()
    {
        LessonClaimMeasurement measured = Measure(
            from activation in Enum.GetValues<Activation>()
            from seed in Enumerable.Range(1, 3)
            let accuracy = activation == Activation.Sigmoid ? Lost : Learned
            select Of(LessonClaimKind.Activations, seed, accuracy, accuracy, settings => settings with { Activation = activation }));

        Assert.Equal(("7 of 8", "7 of 8", "0.0 (0.0..0.0)", ClaimVerdict.DoesNotHold), (measured.Without, measured.With, measured.Effect, measured.Verdict));
    }

    /// <summary>
    /// Both reach 0.98. Without, that is halfway between 0.96 and 1, so that validation accuracy is 0.94 there and 4 points behind; with it, it is 0.96, 2 points
    /// behind, or 0.95 and 3. The mean of 2 and 1 is 1.5, s = 0.707107, t(1) = 12.706205, half = 6.353102.
    /// </summary>
    [Fact]
    public void Regularization_is_the_gap_at_the_training_accuracy_that_both_reach()
    {
        LessonClaimMeasurement measured = Measure([Gap(1, 0.96), Gap(2, 0.95)]);

        Assert.Equal(("4.00 points", "2.50 points"), (measured.Without, measured.With));
        Assert.Equal(1.5, measured.EffectSize!.Value, 1e-9);
        Assert.Equal(1.5 - 6.353102, measured.EffectLow!.Value, 1e-6);
        Assert.Equal(ClaimVerdict.CannotBeTold, measured.Verdict);
        Assert.Equal(ClaimVerdict.Holds, Measure([Gap(1, 0.96), Gap(2, 0.96), Gap(3, 0.9601)]).Verdict);
        Assert.Equal(ClaimVerdict.DoesNotHold, Measure([Gap(1, 0.93), Gap(2, 0.93), Gap(3, 0.9301)]).Verdict);
    }

    [Fact]
    public void Pairs_that_never_learn_have_no_gap_and_runs_without_training_accuracy_tell_none()
    {
        BatchNormComparison lost = Of(LessonClaimKind.Regularization, 9, Lost, Lost, samplesWithout: Samples((0.1, 0.1)), samplesWith: Samples((0.95, 0.9)));

        LessonClaimMeasurement measured = Measure([Gap(1, 0.96), Gap(2, 0.95), lost]);
        Assert.Equal(2, measured.Count);
        Assert.Contains("1 of 3 pairs never reach a training accuracy of 0.9", measured.Sentence, StringComparison.Ordinal);
        Assert.Contains("no pair reaches", Measure([lost]).Sentence, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("-MeasureTraining", Measure([Of(LessonClaimKind.Regularization, 1, Learned, Learned)]).Sentence, StringComparison.Ordinal);
    }

    /// <summary>Each side is best on validation images at another rate; at those, test accuracies differ by 1, 2 and 3 points.</summary>
    [Fact]
    public void Results_are_compared_where_each_side_is_best_on_validation_images()
    {
        LessonClaimMeasurement measured = Measure(
        [
            .. Rate(LessonClaimKind.Results, 0.1, (0.95, 0.90), (0.95, 0.90), (0.95, 0.90)),
            .. Rate(LessonClaimKind.Results, 1, (0.90, 0.96), (0.90, 0.97), (0.90, 0.98)),
            .. Rate(LessonClaimKind.Results, 10, (0.999, 0.999), (0.999, 0.999), (0.999, 0.999)).Select(WithLowValidation), // what tests alone say chooses nothing
        ]);

        Assert.Equal(("95.00% at 0.1", "97.00% at 1"), (measured.Without, measured.With));
        Assert.Equal(2, measured.EffectSize!.Value, 1e-9); // s = 1, t(2) = 4.302653, half = 2.484138
        Assert.Equal(2 - 2.484138, measured.EffectLow!.Value, 1e-6);
        Assert.Equal(("+2.00 (-0.48..4.48)", ClaimVerdict.CannotBeTold), (measured.Effect, measured.Verdict));
    }

    [Fact]
    public void One_value_is_no_grid()
    {
        foreach (LessonClaimKind kind in (LessonClaimKind[])[LessonClaimKind.Rates, LessonClaimKind.Weights, LessonClaimKind.Activations, LessonClaimKind.Depth, LessonClaimKind.Results])
        {
            LessonClaimMeasurement measured = Measure([Of(kind, 1, Learned, Learned), Of(kind, 2, Learned, Learned)]);

            Assert.Equal((ClaimVerdict.CannotBeTold, ""), (measured.Verdict, measured.Effect));
            Assert.Contains("give several", measured.Sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_seed_has_no_interval_and_no_verdict() => Assert.All(Enum.GetValues<LessonClaimKind>(), kind =>
    {
        LessonClaimMeasurement measured = Measure([.. Rate(kind, 0.1, (0.95, 0.96)), .. kind is LessonClaimKind.Rates or LessonClaimKind.Results ? Rate(kind, 1, (Lost, 0.96)) : []]);

        Assert.Equal((ClaimVerdict.CannotBeTold, null), (measured.Verdict, measured.EffectLow));
    });

    [Fact]
    public void Seeds_that_lack_a_part_of_the_grid_are_left_out_and_named()
    {
        BatchNormComparison[] grid = [.. Rate(LessonClaimKind.Rates, 0.1, [.. Enumerable.Repeat((Learned, Learned), 8)]), .. Rate(LessonClaimKind.Rates, 1, [.. Enumerable.Repeat((Lost, Learned), 6)])];

        LessonClaimMeasurement measured = Measure(grid);

        Assert.Equal((6, "1..6"), (measured.Count, measured.Seeds));
        Assert.EndsWith("Left out: seed 7,8, which lacks a part of the grid.", measured.Sentence, StringComparison.Ordinal);
        Assert.Contains("No seed is there with every value", Measure([grid[6], grid[8]]).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void All_diverged_is_a_result()
    {
        LessonClaimMeasurement measured = Measure(Rate(LessonClaimKind.Rates, 1, (Learned, Learned), (Learned, Learned)).Concat(Rate(LessonClaimKind.Rates, 2, (Learned, Learned), (Learned, Learned)))
            .Select(pair => pair with { WithoutBatchNorm = pair.WithoutBatchNorm with { Diverged = true }, WithBatchNorm = pair.WithBatchNorm with { Diverged = true } }));

        Assert.Equal(("none", "none", ClaimVerdict.CannotBeTold), (measured.Without, measured.With, measured.Verdict));
    }

    [Fact]
    public void The_same_comparison_twice_counts_once_and_two_results_of_a_seed_are_refused()
    {
        BatchNormComparison[] six = [.. Enumerable.Range(1, 6).Select(seed => Speed(seed, 400, 100))];

        Assert.Equal(6, Measure([.. six, six[0]]).Count);
        Assert.Throws<ConflictingRepeatsException>(() => Measure([.. six, Speed(1, 400, 200)]));
    }

    [Fact]
    public void What_differs_in_more_than_the_grid_or_is_of_other_data_is_refused()
    {
        BatchNormComparison one = Of(LessonClaimKind.Rates, 1, Learned, Learned), other = Of(LessonClaimKind.Rates, 2, Learned, Learned);

        var settings = Assert.Throws<MixedClaimException>(() => Measure([one, other with { BatchSize = 30 }]));
        var data = Assert.Throws<MixedClaimException>(() => Measure([one, other with { Dataset = "Other", DatasetHash = "other" }]));

        Assert.Contains("'Rates' differ in more than LearningRate and the seed", settings.Message, StringComparison.Ordinal);
        Assert.Contains("Made, Other", data.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_of_no_claim_is_told_apart()
    {
        BatchNormComparison stranger = MadeComparisons.Comparison(1);

        Assert.Equal([stranger], ClaimedComparisons.Others([Speed(1, 400, 100), stranger]));
        Assert.Empty(ClaimedComparisons.Partition([stranger]));
    }

    [Fact]
    public void Claims_come_in_the_lessons_order_whatever_order_comparisons_have() => Assert.Equal(
        ["Speed", "Weights", "Results"],
        ClaimedComparisons.Partition([Of(LessonClaimKind.Results, 1, 0, 0), Of(LessonClaimKind.Weights, 1, 0, 0), Of(LessonClaimKind.Speed, 1, 0, 0)]).Select(claimed => claimed.Claim.Name));

    private static BatchNormComparison Speed(int seed, int? without, int? with, double milliseconds = 1) =>
        Of(LessonClaimKind.Speed, seed, Learned, Learned, samplesWithout: Reaching(without), samplesWith: Reaching(with, milliseconds));

    private static IEnumerable<BatchNormComparison> Scale(double scale, params (double Without, double With)[] seeds) =>
        seeds.Select((side, i) => Of(LessonClaimKind.Weights, i + 1, side.Without, side.With, settings => settings with { WeightScale = scale }));

    private static BatchNormComparison Gap(int seed, double validationWith) => Of(
        LessonClaimKind.Regularization, seed, Learned, Learned,
        samplesWithout: Samples((0.9, 0.88), (0.96, 0.93), (1, 0.95)), samplesWith: Samples((0.92, 0.91), (0.98, validationWith)));

    private static BatchNormComparison WithLowValidation(BatchNormComparison pair) => pair with
    {
        WithoutBatchNorm = pair.WithoutBatchNorm with { ValidationAccuracy = 0.5 },
        WithBatchNorm = pair.WithBatchNorm with { ValidationAccuracy = 0.5 },
    };
}
