using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Get-LessonExperiment: the lesson's experiments as objects whose properties Compare-BatchNorm takes from the pipeline.
/// </summary>
[Cmdlet(VerbsCommon.Get, "LessonExperiment")]
[OutputType(typeof(LessonExperiment))]
public sealed class GetLessonExperimentCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "In4 to In21 (comparisons), In23 and In24 (single predictions); wildcards are welcome. All of them unless given.")]
    [ArgumentCompleter(typeof(LessonNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Parameter(HelpMessage = "Only experiments that belong to every group named: BadWeights, Sigmoid are the sigmoids with bad weights. All experiments unless given.")]
    [NameText<LessonGroup>(Several = true)]
    [ValidateNotNullOrEmpty]
    public LessonGroup[] Group { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(Name.SelectMany(Find).Distinct().Where(IsInEveryGroup), enumerateCollection: true);

    private IEnumerable<LessonExperiment> Find(string name)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        LessonExperiment[] found = [.. Lesson.Experiments.Where(experiment => pattern.IsMatch(experiment.Name))];
        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteError(Failure.New(
                $"The lesson has no experiment '{name}'. It has {string.Join(", ", Lesson.Experiments.Select(known => known.Name))}.",
                "UnknownExperiment", ErrorCategory.ObjectNotFound, name, "Give one of these names, or a wildcard such as In1*."));
        }

        return found;
    }

    private bool IsInEveryGroup(LessonExperiment experiment) => Group.All(experiment.Groups.Contains);
}
