using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Settings;

namespace BatchNorm.Testing;

/// <summary>How a network is tested: as inference should be, unless a demonstration asks for something else.</summary>
public sealed record TestSettings
{
    /// <summary>What batch normalization normalizes with.</summary>
    public StatisticsSource Statistics { get; init; } = StatisticsSource.Population;

    /// <summary>How many of the test images are also given one at a time; 0 for none, 200 in the lesson.</summary>
    public int IndividualPredictions
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(IndividualPredictions), value, "There cannot be fewer single predictions than none.");
    }

    /// <summary>How an experiment tests its networks.</summary>
    public static TestSettings Of(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new TestSettings
        {
            Statistics = settings.UseBatchStatistics ? StatisticsSource.Batch : StatisticsSource.Population,
            IndividualPredictions = settings.IndividualPredictions,
        };
    }

    /// <summary>Checks the settings against the data they are to be used with.</summary>
    /// <exception cref="ArgumentException">There are fewer test images than single predictions.</exception>
    public void CheckFit(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (IndividualPredictions > dataset.Test.Count)
            throw new ArgumentException($"{IndividualPredictions} single predictions are more than {dataset.Name} has test images: {dataset.Test.Count}. Choose fewer.");
    }
}
