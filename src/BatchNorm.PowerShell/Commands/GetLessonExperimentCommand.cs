using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Get-LessonExperiment: the lesson's experiments, and those that try its claims, as objects whose properties Compare-BatchNorm takes from the pipeline.
/// </summary>
[Cmdlet(VerbsCommon.Get, "LessonExperiment")]
[OutputType(typeof(LessonExperiment))]
[OutputType(typeof(LessonClaim))]
public sealed class GetLessonExperimentCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "In4 to In21 (comparisons), In23 and In24 (single predictions); wildcards are welcome. All of them unless given. Also the seven claims: Speed, Rates, Weights, Activations, Depth, Regularization, Results.")]
    [ArgumentCompleter(typeof(LessonNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Parameter(HelpMessage = "Only experiments that belong to every group named: BadWeights, Sigmoid are the sigmoids with bad weights; Claims are the seven claims, each a grid of comparisons. All of the lesson's cells unless given.")]
    [NameText<LessonGroup>(Several = true)]
    [ValidateNotNullOrEmpty]
    public LessonGroup[] Group { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var written = new HashSet<object>();
        foreach (string name in Name)
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            bool isWildcard = WildcardPattern.ContainsWildcardCharacters(name);
            WriteObject(Lesson.Experiments.Where(experiment => pattern.IsMatch(experiment.Name) && IsInEveryGroup(experiment.Groups) && written.Add(experiment)), enumerateCollection: true);

            // A wildcard alone means the lesson's cells, as it did before there were claims: whoever runs all of them waits long enough.
            if (!isWildcard || Group.Contains(LessonGroup.Claims))
                WriteObject(LessonClaims.All.Where(claim => pattern.IsMatch(claim.Name) && IsInEveryGroup(claim.Groups) && written.Add(claim)), enumerateCollection: true);
            if (!isWildcard && !IsKnown(name))
                WriteUnknown(name);
        }
    }

    private void WriteUnknown(string name) => WriteError(Failure.New(
        $"The lesson has no experiment '{name}'. It has {string.Join(", ", Names)}.",
        "UnknownExperiment", ErrorCategory.ObjectNotFound, name, "Give one of these names, or a wildcard such as In1*."));

    private static IEnumerable<string> Names => [.. Lesson.Experiments.Select(experiment => experiment.Name), .. LessonClaims.All.Select(claim => claim.Name)];

    private static bool IsKnown(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private bool IsInEveryGroup(IEnumerable<LessonGroup> groups) => Group.All(groups.Contains);
}
