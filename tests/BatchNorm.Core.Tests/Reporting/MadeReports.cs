using System.Text;
using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Plotting;
using BatchNorm.Training;

namespace BatchNorm.Reporting;

/// <summary>Reports of comparisons that never ran, on a machine that never was.</summary>
internal static class MadeReports
{
    public static readonly DateTimeOffset Created = new(2026, 3, 9, 14, 5, 0, TimeSpan.FromHours(2));

    /// <summary>A report of some comparisons.</summary>
    public static BatchNormReport Of(params BatchNormComparison[] comparisons) =>
        BatchNormReport.Of(comparisons, new MeasurementSettings(), group => $"Compare again, seeds {group.Seeds}") with
        {
            Created = Created,
            Machine = new Machine
            {
                Processor = "A processor",
                ProcessorCount = 2,
                Architecture = "X64",
                InstructionSets = ["AVX2", "FMA"],
                OperatingSystem = "A system 1.0",
                Framework = ".NET 10",
                ModuleVersion = "0.1.0",
            },
        };

    /// <summary>Three seeds of a named experiment with published figures, one of another, and two single predictions.</summary>
    public static BatchNormReport OfEverything() => Of(
        Named("In5", 0.01, 1), Named("In5", 0.01, 2), Named("In5", 0.01, 3), Named("In9", 1, 9), Single(useBatchStatistics: true), Single(false));

    /// <summary>Four experiments of different learning rates, of one of which nothing is there.</summary>
    public static BatchNormReport OfAHalfDoneSweep() => BatchNormReport.Of(
        [Named("slow"), Named("fast", rate: 1), Named("middle", rate: 0.5), Named("middle", rate: 0.5, seed: 2)],
        new MeasurementSettings(), group => $"Compare {group.Title}", [new MissingComparison(Named("failed", rate: 2), "It failed.")]) with
        {
            Note = "4 of 5 comparisons are done, 1 failed.",
        };

    /// <summary>A comparison of a named experiment for which something was published.</summary>
    public static BatchNormComparison Named(string name, double rate = 0.01, int seed = 1) => MadeUpRuns.Comparison(rate, seed) with
    {
        Name = name,
        IsPaired = true,
        InitialWeightsHash = new string('a', 64),
        BatchOrderHash = new string('b', 64),
        PublishedTestAccuracyWithout = 0.8262,
        PublishedTestAccuracyWith = 0.9525,
    };

    /// <summary>A comparison whose networks were also given images one at a time.</summary>
    public static BatchNormComparison Single(bool useBatchStatistics)
    {
        BatchNormComparison comparison = Named(useBatchStatistics ? "In23" : "In24");
        return comparison with
        {
            UseBatchStatistics = useBatchStatistics,
            IndividualPredictions = 4,
            IndividualAccuracyWithout = 0.75,
            IndividualAccuracyWith = useBatchStatistics ? 0.25 : 1,
            PublishedIndividualAccuracyWith = useBatchStatistics ? 0.05 : 0.97,
            WithoutBatchNorm = Sampled(comparison.WithoutBatchNorm),
            WithBatchNorm = Sampled(comparison.WithBatchNorm) with { Predictions = useBatchStatistics ? [5, 5, 5, 5] : [7, 2, 1, 0] },
        };
    }

    /// <summary>A report's page as it stands in its file.</summary>
    public static string Html(BatchNormReport report)
    {
        using var stream = new MemoryStream();
        ReportWriter.Write(report, stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A report's page, read as XML.</summary>
    public static XElement Page(BatchNormReport report) => XDocument.Parse(Html(report)).Root!;

    private static TrainingRun Sampled(TrainingRun run) => run with { Samples = [run.Samples[0]], BatchesPerSample = run.TrainingBatches };
}
