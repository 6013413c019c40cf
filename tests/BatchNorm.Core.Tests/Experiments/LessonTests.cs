using BatchNorm.Settings;

namespace BatchNorm.Experiments;

public class LessonTests
{
    private const bool Good = false; // the lesson's use_bad_weights
    private const bool Bad = true;
    private const Activation ReLU = Activation.ReLU;
    private const Activation Sigmoid = Activation.Sigmoid;

    /// <summary>
    /// The lesson's calls of train_and_test and what they printed, digit by digit: the cell, the arguments, and the accuracies on the
    /// validation set without and with batch normalization and on the test set without and with.
    /// </summary>
    public static TheoryData<int, bool, double, Activation, int, double, double, double, double> Printed { get; } = new()
    {
        { 4, Good, 0.01, ReLU, 50000, 0.972999632358551, 0.9831997156143188, 0.9748001098632812, 0.9803001880645752 },
        { 5, Good, 0.01, ReLU, 2000, 0.8285998106002808, 0.9577997326850891, 0.826200008392334, 0.9525001049041748 },
        { 6, Good, 0.01, Sigmoid, 50000, 0.8343997597694397, 0.9755997061729431, 0.8271000385284424, 0.9732001423835754 },
        { 7, Good, 1, ReLU, 50000, 0.0957999974489212, 0.984399676322937, 0.09799998998641968, 0.9834001660346985 },
        { 8, Good, 1, ReLU, 50000, 0.09859999269247055, 0.9839996695518494, 0.10099999606609344, 0.9822001457214355 },
        { 9, Good, 1, Sigmoid, 50000, 0.9783996343612671, 0.9837996959686279, 0.9752001166343689, 0.981200098991394 },
        { 10, Good, 1, Sigmoid, 2000, 0.920799732208252, 0.951799750328064, 0.9227001070976257, 0.9463001489639282 },
        { 11, Good, 2, ReLU, 50000, 0.09859999269247055, 0.9827996492385864, 0.10099999606609344, 0.9827001094818115 },
        { 12, Good, 2, Sigmoid, 50000, 0.9795997142791748, 0.9803997278213501, 0.9782001376152039, 0.9782000780105591 },
        { 13, Good, 2, Sigmoid, 2000, 0.9383997917175293, 0.9573997259140015, 0.9360001087188721, 0.9524001479148865 },
        { 14, Bad, 0.01, ReLU, 50000, 0.0957999974489212, 0.7945998311042786, 0.09799998998641968, 0.7990000247955322 },
        { 15, Bad, 0.01, Sigmoid, 50000, 0.22019998729228973, 0.8591998219490051, 0.22699999809265137, 0.8527000546455383 },
        { 16, Bad, 1, ReLU, 50000, 0.11259999126195908, 0.9243997931480408, 0.11349999904632568, 0.9208000302314758 },
        { 17, Bad, 1, Sigmoid, 50000, 0.896999716758728, 0.9569997787475586, 0.8957001566886902, 0.9505001306533813 },
        { 18, Bad, 2, ReLU, 50000, 0.0957999974489212, 0.9127997159957886, 0.09800000488758087, 0.9054000973701477 },
        { 19, Bad, 2, Sigmoid, 50000, 0.9093997478485107, 0.9613996744155884, 0.9066000580787659, 0.9583001136779785 },
        { 20, Bad, 1, ReLU, 50000, 0.11259999126195908, 0.09879999886274338, 0.11349999904632568, 0.10099999606609344 },
        { 21, Bad, 2, ReLU, 50000, 0.0957999974489212, 0.09859999269247055, 0.09799998998641968, 0.10100000351667404 },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void A_comparison_is_the_lessons(
        int cell, bool useBadWeights, double learningRate, Activation activation, int batches,
        double validationWithout, double validationWith, double testWithout, double testWith)
    {
        LessonExperiment experiment = Find($"In{cell}");

        Assert.Equal(
            (useBadWeights ? 5 : 0.05, learningRate, activation, batches, batches == 2000 ? 50 : 500, 60, "100,100,100"),
            (experiment.WeightScale, experiment.LearningRate, experiment.Activation, experiment.TrainingBatches,
                experiment.BatchesPerSample, experiment.BatchSize, experiment.HiddenLayer));
        Assert.Equal(validationWithout, experiment.PublishedValidationAccuracyWithout!.Value, 5e-7);
        Assert.Equal(validationWith, experiment.PublishedValidationAccuracyWith!.Value, 5e-7);
        Assert.Equal(testWithout, experiment.PublishedTestAccuracyWithout!.Value, 5e-7);
        Assert.Equal(testWith, experiment.PublishedTestAccuracyWith!.Value, 5e-7);
        Assert.Equal((false, 0, null), (experiment.UseBatchStatistics, experiment.IndividualPredictions, experiment.PublishedIndividualAccuracyWith));
    }

    [Theory]
    [InlineData(23, true, 0.9527996778488159, 0.9503000974655151, 0.05)]
    [InlineData(24, false, 0.9577997326850891, 0.953700065612793, 0.97)]
    public void A_demonstration_is_the_lessons(int cell, bool useBatchStatistics, double validation, double test, double individual)
    {
        LessonExperiment experiment = Find($"In{cell}");

        Assert.Equal(
            (0.05, 0.01, ReLU, 2000, 2000, useBatchStatistics, 200),
            (experiment.WeightScale, experiment.LearningRate, experiment.Activation, experiment.TrainingBatches,
                experiment.BatchesPerSample, experiment.UseBatchStatistics, experiment.IndividualPredictions));
        Assert.Null(experiment.PublishedValidationAccuracyWithout);
        Assert.Null(experiment.PublishedTestAccuracyWithout);
        Assert.Equal(validation, experiment.PublishedValidationAccuracyWith!.Value, 5e-7);
        Assert.Equal(test, experiment.PublishedTestAccuracyWith!.Value, 5e-7);
        Assert.Equal(individual, experiment.PublishedIndividualAccuracyWith);
    }

    [Fact]
    public void There_are_18_comparisons_and_2_demonstrations_in_the_lessons_order() =>
        Assert.Equal(
            [.. Enumerable.Range(4, 18).Append(23).Append(24).Select(cell => $"In{cell}")],
            Lesson.Experiments.Select(experiment => experiment.Name));

    [Fact]
    public void The_seed_is_the_number_of_the_cell_so_that_repeats_are_runs_of_their_own() =>
        Assert.All(Lesson.Experiments, experiment => Assert.Equal(experiment.Name, $"In{experiment.Seed}"));

    [Theory]
    [InlineData(LessonGroup.Comparisons, 18)]
    [InlineData(LessonGroup.SinglePredictions, 2)]
    [InlineData(LessonGroup.GoodWeights, 12)]
    [InlineData(LessonGroup.BadWeights, 8)]
    [InlineData(LessonGroup.ReLU, 12)]
    [InlineData(LessonGroup.Sigmoid, 8)]
    [InlineData(LessonGroup.Short, 5)]
    [InlineData(LessonGroup.Long, 15)]
    [InlineData(LessonGroup.Lottery, 4)]
    public void A_group_has_its_experiments(LessonGroup group, int count) =>
        Assert.Equal(count, Lesson.Experiments.Count(experiment => experiment.Groups.Contains(group)));

    [Fact]
    public void The_lottery_is_the_settings_that_the_lesson_shows_both_ends_of() =>
        Assert.Equal(
            ["In16", "In18", "In20", "In21"],
            Lesson.Experiments.Where(experiment => experiment.Groups.Contains(LessonGroup.Lottery)).Select(experiment => experiment.Name));

    [Fact]
    public void A_claim_is_one_sentence() => Assert.All(Lesson.Experiments, experiment =>
    {
        Assert.EndsWith(".", experiment.Claim, StringComparison.Ordinal);
        Assert.DoesNotContain(". ", experiment.Claim, StringComparison.Ordinal);
    });

    [Fact]
    public void An_experiment_to_be_run_has_all_settings_of_its_row()
    {
        LessonExperiment experiment = Find("In23");

        Assert.Equal("In23", experiment.Name);
        Assert.Equal("100,100,100", experiment.HiddenLayer);
        Assert.Equal((ReLU, 0.05), (experiment.Activation, experiment.WeightScale));
        Assert.Equal(
            (0.01, 2000, 2000, 60, 23),
            (experiment.LearningRate, experiment.TrainingBatches, experiment.BatchesPerSample,
                experiment.BatchSize, experiment.Seed));
        Assert.Equal((true, 200), (experiment.UseBatchStatistics, experiment.IndividualPredictions));
        Assert.Equal(
            (null, 0.9503, 0.05),
            (experiment.PublishedTestAccuracyWithout, experiment.PublishedTestAccuracyWith, experiment.PublishedIndividualAccuracyWith));
    }

    private static LessonExperiment Find(string name) => Lesson.Experiments.Single(experiment => experiment.Name == name);
}
