using System.Reflection;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class CurveRunsTests
{
    [Fact]
    public void Runs_that_differ_in_nothing_but_the_seed_are_one_group()
    {
        TrainingRun[] runs = [.. MadeUpRuns.Seeds(true, 3), .. MadeUpRuns.Seeds(false, 2), MadeUpRuns.Run(true) with { Seed = 9 }];

        IReadOnlyList<CurveRuns> groups = CurveRuns.By(runs);

        Assert.Equal([4, 2], groups.Select(group => group.Count));
        Assert.Equal([1, 2, 3, 9], groups[0].Runs.Select(run => run.Seed));
    }

    public static TheoryData<string> Settings => [.. typeof(TrainingRun).GetProperties().Select(property => property.Name).Except(NoSettings)];

    /// <summary>What a run holds beside its settings.</summary>
    private static readonly string[] NoSettings =
    [
        nameof(TrainingRun.Seed), nameof(TrainingRun.TrainingImages), nameof(TrainingRun.VectorWidth), nameof(TrainingRun.FinalParametersHash), nameof(TrainingRun.Samples),
        nameof(TrainingRun.ActivationSamples), nameof(TrainingRun.Dataset), // a name for people: DatasetHash is what the data is
        nameof(TrainingRun.ValidationAccuracy), nameof(TrainingRun.TestAccuracy), nameof(TrainingRun.TraceActivation),
        nameof(TrainingRun.MeasureTraining), nameof(TrainingRun.TrainingAccuracy),
        nameof(TrainingRun.Trace), nameof(TrainingRun.LayerSamples), nameof(TrainingRun.LandscapeSamples),
        nameof(TrainingRun.Predictions), nameof(TrainingRun.IndividualAccuracy),
        nameof(TrainingRun.InitialWeightsHash), nameof(TrainingRun.BatchOrderHash), nameof(TrainingRun.Diverged),
        nameof(TrainingRun.BatchesPerSecond), nameof(TrainingRun.Duration), nameof(TrainingRun.Network),
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Runs_that_differ_in_any_other_setting_are_no_repeats(string setting)
    {
        TrainingRun run = MadeUpRuns.Run(true);

        Assert.Equal(2, CurveRuns.By([run, Other(run, setting)]).Count);
    }

    /// <summary>A run that differs from another in one setting.</summary>
    internal static TrainingRun Other(TrainingRun run, string setting)
    {
        PropertyInfo property = typeof(TrainingRun).GetProperty(setting)!;
        TrainingRun other = run with { };
        property.SetValue(other, property.GetValue(other) switch
        {
            "" when setting == nameof(TrainingRun.FeatureMaps) => "8",
            string text => text + "8",
            bool flag => !flag,
            int number => number + 1,
            double number => number / 2,
            Enum value => Enum.GetValues(value.GetType()).Cast<object>().First(another => !another.Equals(value)),
            null when Nullable.GetUnderlyingType(property.PropertyType) is { IsEnum: true } type => Enum.GetValues(type).GetValue(1),
            null when property.PropertyType == typeof(int?) => 3,
            null when property.PropertyType == typeof(bool?) => true,
            null when property.PropertyType == typeof(double?) => 0.5,
            var value => throw new NotSupportedException($"Say here how another {property.PropertyType.Name} than {value} is made."),
        });
        return other;
    }

    [Fact]
    public void A_run_that_is_there_twice_counts_once()
    {
        TrainingRun run = MadeUpRuns.Run(true);
        TrainingRun again = run with { Duration = TimeSpan.FromHours(1), Samples = [.. run.Samples.Select(sample => sample with { })] };

        Assert.Equal(1, Assert.Single(CurveRuns.By([run, again])).Count);
        Assert.Equal(2, Assert.Single(CurveRuns.By([run, again with { InitialWeightsHash = "another" }])).Count);
    }

    [Fact]
    public void Data_is_what_it_is_and_not_what_it_is_called()
    {
        TrainingRun run = MadeUpRuns.Run(true), unhashed = run with { DatasetHash = "" };

        Assert.Single(CurveRuns.By([run, run with { Seed = 2, Dataset = "Idx: copy" }]));
        Assert.Single(CurveRuns.By([unhashed, unhashed with { Seed = 2 }]));
        Assert.Equal(2, CurveRuns.By([unhashed, unhashed with { Dataset = "Idx: copy" }]).Count);
        Assert.Equal(2, CurveRuns.By([run, unhashed]).Count);
    }

    [Fact]
    public void The_same_to_the_bit_is_the_same_run_whatever_its_samples()
    {
        TrainingRun run = MadeUpRuns.Run(true) with { FinalParametersHash = "a" };

        Assert.Equal(1, Assert.Single(CurveRuns.By([run, run with { Samples = [.. run.Samples.Skip(1)] }])).Count);
    }

    [Fact]
    public void One_run_with_two_results_is_refused_with_the_reason_it_tells()
    {
        TrainingRun run = MadeUpRuns.Run(true) with { InitialWeightsHash = "w", BatchOrderHash = "b", FinalParametersHash = "f", VectorWidth = 512 };

        var error = Assert.Throws<PlotException>(() => CurveRuns.By([run, run with { FinalParametersHash = "other", VectorWidth = 128 }]));

        Assert.Contains("seed 1 of 'With Batch Norm'", error.Message, StringComparison.Ordinal);
        Assert.Contains("vectors of 128 and of 512 bits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_with_samples_at_different_steps_are_refused_with_what_to_do()
    {
        TrainingRun run = MadeUpRuns.Run(true);
        TrainingRun cut = run with { Seed = 2, Samples = [.. run.Samples.Take(20)] };

        var error = Assert.Throws<PlotException>(() => CurveRuns.By([run, cut]));

        Assert.Contains("seed 1 has 40 samples from step 0 to 1950, seed 2 20 samples from step 0 to 950", error.Message);
        Assert.Contains("without a band", error.Message);
    }
}
