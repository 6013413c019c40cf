using BatchNorm.Experiments;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of the lesson's experiments, each with its claim.</summary>
public sealed class LessonNameCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Meaning)> Names(string parameterName) =>
        Lesson.Experiments.Select(experiment => (experiment.Name, experiment.Claim)).Concat(LessonClaims.All.Select(claim => (claim.Name, claim.Claim)));
}
