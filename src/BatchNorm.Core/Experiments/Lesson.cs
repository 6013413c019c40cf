using BatchNorm.Data;
using BatchNorm.Settings;

namespace BatchNorm.Experiments;

/// <summary>
/// The lesson's experiments, with what it printed. It printed shares as float32, with up to 17 digits; of 5,000 validation and
/// 10,000 test images, the four decimals here are all that a share has.
/// </summary>
public static class Lesson
{
    private const double Good = 0.05;
    private const double Bad = 5;
    private const Activation ReLU = Activation.ReLU;
    private const Activation Sigmoid = Activation.Sigmoid;
    private const int Short = 2_000;
    private const int Long = 50_000;
    private const int SinglePredictions = 200;

    /// <summary>The 18 comparisons, In [4] to In [21], and the two demonstrations, In [23] and In [24], in the lesson's order.</summary>
    public static IReadOnlyList<LessonExperiment> Experiments { get; } =
    [
        Compare(4, Good, 0.01, ReLU, Long, validation: (0.9730, 0.9832), test: (0.9748, 0.9803),
            "Where both networks end well, the one with batch normalization gets there in about half the steps."),
        Compare(5, Good, 0.01, ReLU, Short, validation: (0.8286, 0.9578), test: (0.8262, 0.9525),
            "After 2,000 batches the network with batch normalization is past 95 %, the other barely past 80 %."),
        Compare(6, Good, 0.01, Sigmoid, Long, validation: (0.8344, 0.9756), test: (0.8271, 0.9732),
            "Sigmoids at a small rate take 45,000 batches to pass 80 %; normalized, they pass 90 % in about a thousand."),
        Compare(7, Good, 1, ReLU, Long, validation: (0.0958, 0.9844), test: (0.0980, 0.9834),
            "A rate of 1 breaks the ReLU network down for good after a normal start; the normalized one learns fast and ends above 98 %."),
        Compare(8, Good, 1, ReLU, Long, validation: (0.0986, 0.9840), test: (0.1010, 0.9822),
            "The same settings again: the network without batch normalization breaks down later, and still breaks down."),
        Compare(9, Good, 1, Sigmoid, Long, validation: (0.9784, 0.9838), test: (0.9752, 0.9812),
            "Sigmoids stand a rate of 1: in 50,000 batches both networks become good."),
        Compare(10, Good, 1, Sigmoid, Short, validation: (0.9208, 0.9518), test: (0.9227, 0.9463),
            "What 50,000 batches hide, 2,000 show: 90 % after about 400 batches with batch normalization, after 1,700 without."),
        Compare(11, Good, 2, ReLU, Long, validation: (0.0986, 0.9828), test: (0.1010, 0.9827),
            "At a rate of 2 the ReLU network never learns; the normalized one reaches 98 % almost at once."),
        Compare(12, Good, 2, Sigmoid, Long, validation: (0.9796, 0.9804), test: (0.9782, 0.9782),
            "Sigmoids stand a rate of 2 as well, and end equally good with and without batch normalization."),
        Compare(13, Good, 2, Sigmoid, Short, validation: (0.9384, 0.9574), test: (0.9360, 0.9524),
            "Cut to 2,000 batches, the same pair shows again that the normalized network learns sooner."),
        Compare(14, Bad, 0.01, ReLU, Long, validation: (0.0958, 0.7946), test: (0.0980, 0.7990),
            "From weights a hundred times too large the ReLU network learns nothing; normalized, it gets to almost 80 %."),
        Compare(15, Bad, 0.01, Sigmoid, Long, validation: (0.2202, 0.8592), test: (0.2270, 0.8527),
            "From bad weights and at a small rate sigmoids hardly move, and get past 85 % with batch normalization."),
        Compare(16, Bad, 1, ReLU, Long, validation: (0.1126, 0.9244), test: (0.1135, 0.9208),
            "A larger rate lets the normalized network overcome bad weights and pass 90 %; the other gets nowhere."),
        Compare(17, Bad, 1, Sigmoid, Long, validation: (0.8970, 0.9570), test: (0.8957, 0.9505),
            "Sigmoids learn from bad weights at a rate of 1, but sooner, steadier and further with batch normalization."),
        Compare(18, Bad, 2, ReLU, Long, validation: (0.0958, 0.9128), test: (0.0980, 0.9054),
            "Even at a rate of 2 the normalized ReLU network gets to 90 %, erratically and with some luck."),
        Compare(19, Bad, 2, Sigmoid, Long, validation: (0.9094, 0.9614), test: (0.9066, 0.9583),
            "Sigmoids at a rate of 2 get stuck around 90 % from bad weights, and past 95 % with batch normalization."),
        Compare(20, Bad, 1, ReLU, Long, validation: (0.1126, 0.0988), test: (0.1135, 0.1010),
            "The settings of In [16] from other weights: now batch normalization does not help at all."),
        Compare(21, Bad, 2, ReLU, Long, validation: (0.0958, 0.0986), test: (0.0980, 0.1010),
            "The settings of In [18] from other weights: a promising start, and then both networks only guess."),
        PredictOneByOne(23, useBatchStatistics: true, validation: 0.9528, test: 0.9503, individual: 0.05,
            "Normalized with its own statistics, a single image always looks the same to the network, and gets always the same answer."),
        PredictOneByOne(24, useBatchStatistics: false, validation: 0.9578, test: 0.9537, individual: 0.97,
            "With the population statistics kept while training, images given one at a time are predicted as well as all together."),
    ];

    private static LessonExperiment Compare(
        int cell,
        double weightScale,
        double learningRate,
        Activation activation,
        int batches,
        (double Without, double With) validation,
        (double Without, double With) test,
        string claim) => InGroups(new LessonExperiment
        {
            Name = $"In{cell}",
            Dataset = DatasetCatalogue.Mnist.Name,
            Seed = cell,
            Activation = activation,
            LearningRate = learningRate,
            WeightScale = weightScale,
            TrainingBatches = batches,
            BatchesPerSample = batches == Short ? 50 : 500,
            PublishedValidationAccuracyWithout = validation.Without,
            PublishedValidationAccuracyWith = validation.With,
            PublishedTestAccuracyWithout = test.Without,
            PublishedTestAccuracyWith = test.With,
            Claim = claim,
        });

    private static LessonExperiment PredictOneByOne(
        int cell, bool useBatchStatistics, double validation, double test, double individual, string claim) =>
        InGroups(new LessonExperiment
        {
            Name = $"In{cell}",
            Dataset = DatasetCatalogue.Mnist.Name,
            Seed = cell,
            Activation = ReLU,
            LearningRate = 0.01,
            WeightScale = Good,
            TrainingBatches = Short,
            BatchesPerSample = Short,
            UseBatchStatistics = useBatchStatistics,
            IndividualPredictions = SinglePredictions,
            PublishedValidationAccuracyWith = validation,
            PublishedTestAccuracyWith = test,
            PublishedIndividualAccuracyWith = individual,
            Claim = claim,
        });

    private static LessonExperiment InGroups(LessonExperiment experiment)
    {
        bool bad = experiment.WeightScale == Bad;
        bool isReLU = experiment.Activation == ReLU;
        var groups = new List<LessonGroup>
        {
            experiment.IndividualPredictions > 0 ? LessonGroup.SinglePredictions : LessonGroup.Comparisons,
            bad ? LessonGroup.BadWeights : LessonGroup.GoodWeights,
            isReLU ? LessonGroup.ReLU : LessonGroup.Sigmoid,
            experiment.TrainingBatches == Short ? LessonGroup.Short : LessonGroup.Long,
        };
        if (bad && isReLU && experiment.LearningRate >= 1)
            groups.Add(LessonGroup.Lottery);
        return experiment with { Groups = [.. groups] };
    }
}
