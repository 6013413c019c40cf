using System.Globalization;
using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Measures;

/// <summary>All 18 experiments of the lesson, as a user would run them: with the engine the module chooses.</summary>
internal static class Lesson
{
    private const double MostSeconds = 180;

    public static Section Run(Contestants contestants)
    {
        using PeerProcess engine = contestants.Start(Contestant.Of(EngineKind.Auto));
        Progress.Say("the lesson's 18 experiments");
        LessonAnswer answer = engine.Run(new LessonRequest(Environment.ProcessorCount));

        var table = new Table("cell", "settings", "test accuracy without", "with");
        foreach (LessonOutcome outcome in answer.Outcomes)
            table.Add(outcome.Name, outcome.Settings, Accuracy(outcome.Without), Accuracy(outcome.With));

        var time = new Finding(
            "all 18 experiments of the lesson, s", nameof(EngineKind.Auto),
            Figure.Of([answer.Seconds]), Target.AtMost(MostSeconds));
        return new Section(
            "The whole lesson",
            $"In [4] to In [21], in full, {Environment.ProcessorCount} networks at a time, with the engine that the module "
            + "chooses by itself.",
            Finding.ToTable([time]), table);
    }

    private static string Accuracy(double accuracy) => accuracy.ToString("0.000", CultureInfo.InvariantCulture);
}
