using System.Management.Automation;
using BatchNorm.Claims;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Test-BatchNormClaim: whether results bear out what is said of batch normalization. A claim about what cannot be read, or about nothing, is an
/// error and not a pass: checks that keep regressions out must not fall silent.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "BatchNormClaim", DefaultParameterSetName = Better)]
[OutputType(typeof(ClaimResult))]
[OutputType(typeof(bool))]
public sealed class TestBatchNormClaimCommand : CancellableCommand
{
    private const string Better = "Better";
    private const string Reach = "Reach";
    private const string Success = "Success";
    private const string Same = "Same";

    private readonly List<BatchNormComparison> _comparisons = [];
    private readonly List<RunIdentity> _runs = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Comparisons from Compare-BatchNorm, live or read back from Export-Clixml or Export-Csv; for -SameAs also runs from Invoke-Training.")]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; } = [];

    [Parameter(Position = 0, ParameterSetName = Better,
        HelpMessage = "How much better the test accuracy with batch normalization is to be at least, -1 to 1: the interval of the mean difference lies at or above it. Unless given, above 0.")]
    [NumberText]
    [ValidateRange(-1.0, 1.0)]
    public double? By { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = Reach, HelpMessage = "The validation accuracy to be reached within -Steps, 0 to 1.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double Accuracy { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = Reach, HelpMessage = "The last step at which -Accuracy may be reached for the first time.")]
    [WholeNumberText]
    [ValidateRange(0, int.MaxValue)]
    public int Steps { get; set; }

    [Parameter(ParameterSetName = Reach, HelpMessage = "The least share of runs, 0 to 1, that reach -Accuracy within -Steps: all of them, 1, unless given.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double Share { get; set; } = 1;

    [Parameter(Mandatory = true, ParameterSetName = Success, HelpMessage = "The least share of runs, 0 to 1, whose test accuracy is -Threshold or more and that did not diverge.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double SuccessRate { get; set; }

    [Parameter(ParameterSetName = Success, HelpMessage = "The test accuracy from which a run is a success, 0 to 1: 0.9 unless given.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double Threshold { get; set; } = 0.9;

    [Parameter(ParameterSetName = Reach, HelpMessage = "Says it of the runs without batch normalization, instead of those with.")]
    [Parameter(ParameterSetName = Success, HelpMessage = "Says it of the runs without batch normalization, instead of those with.")]
    public SwitchParameter WithoutBatchNorm { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = Same,
        HelpMessage = "Runs or comparisons that those piped in are to be the same as, to the bit and in the same order.")]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public PSObject[] SameAs { get; set; } = [];

    [Parameter(ParameterSetName = Better, HelpMessage = "The probability with which the interval holds the mean difference: 0.95 unless given.")]
    [Parameter(ParameterSetName = Reach, HelpMessage = "The probability with which the interval told beside a share holds it: 0.95 unless given.")]
    [Parameter(ParameterSetName = Success, HelpMessage = "The probability with which the interval told beside a share holds it: 0.95 unless given.")]
    [NumberText]
    [ValidateRange(0.5, 0.9999)]
    public double ConfidenceLevel { get; set; } = 0.95;

    [Parameter(HelpMessage = "Answers with true or false instead of an object: true where every group of comparisons bears the claim out.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == Same)
            _runs.AddRange(Items(InputObject).SelectMany(Runs));
        else
            _comparisons.AddRange(Items(InputObject).Select(Comparison));
    }

    /// <summary>The results, none of which may be missing: what is not there cannot pass.</summary>
    private IEnumerable<PSObject> Items(PSObject?[]? input)
    {
        if (input is null || input.Contains(null))
        {
            ThrowTerminatingError(Failure.New(
                "A result is missing: null came in among the results.", "MissingResult", ErrorCategory.InvalidData, input,
                "See what should have made it, and why it made nothing."));
        }

        return InputItems.In(input!.OfType<PSObject>());
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_comparisons.Count + _runs.Count == 0)
        {
            ThrowTerminatingError(Failure.New(
                "Nothing came in, and nothing bears out no claim.", "NothingToTest", ErrorCategory.InvalidArgument, null,
                "Pipe in what Compare-BatchNorm wrote, and see that it wrote something."));
        }

        ClaimResult[] results = ParameterSetName == Same ? [SameRuns()] : [.. ComparisonGroup.Partition(_comparisons).Select(Tested)];
        if (results.Length > 1) // which of them is told, as there are several
            results = [.. results.Select(result => result with { Sentence = $"{result.Settings}: {result.Sentence}" })];
        if (Quiet)
            WriteObject(results.All(result => result.Passed));
        else
            WriteObject(results, enumerateCollection: true);
    }

    private Claim Claimed() => ParameterSetName switch
    {
        Reach => new ReachClaim(Accuracy, Steps, Share, !WithoutBatchNorm, ConfidenceLevel),
        Success => new SuccessClaim(Threshold, SuccessRate, !WithoutBatchNorm, ConfidenceLevel),
        _ => new BetterClaim(By, ConfidenceLevel),
    };

    private ClaimResult SameRuns()
    {
        var claim = new SameRunsClaim([.. InputItems.In(SameAs).SelectMany(Runs)]);
        if (claim.Expected.Count == 0)
        {
            ThrowTerminatingError(Failure.New(
                "-SameAs holds no run to be the same as.", "NothingToTest", ErrorCategory.InvalidArgument, SameAs, "Give it what Invoke-Training or Compare-BatchNorm wrote."));
        }

        return Tested(() => claim.Test(_runs), SameAs);
    }

    private ClaimResult Tested(ComparisonGroup group)
    {
        if (ParameterSetName == Better && group.Unpaired is { } doubt)
            WriteWarning(doubt);
        return Tested(() => Claimed().Test(group), group.Settings);
    }

    private ClaimResult Tested(Func<ClaimResult> test, object target)
    {
        try
        {
            return test();
        }
        catch (Exception exception) when (exception is UnmeasurableGroupException or UntestableClaimException)
        {
            ThrowTerminatingError(Failure.Of(exception, target));
            throw; // not reached: ThrowTerminatingError throws
        }
    }

    private BatchNormComparison Comparison(PSObject source) =>
        Read(source, () => AccuracyData.AsComparison(source) ?? ComparisonRow.AsComparison(source))
        ?? throw Unreadable(Failure.NoComparison(source));

    private IReadOnlyList<RunIdentity> Runs(PSObject source) => Read(source, () =>
            AccuracyData.AsRun(source) is { } run ? [RunIdentity.Of(run)]
            : (AccuracyData.AsComparison(source) ?? ComparisonRow.AsComparison(source)) is { } comparison ? RunIdentity.Of(comparison)
            : null)
        ?? throw Unreadable(Failure.New(
            $"'{InputItems.Shown(source)}' is no run and no comparison: it is a {source.TypeNames[0]}.",
            "NoRun", ErrorCategory.InvalidType, source, "Give what Invoke-Training or Compare-BatchNorm wrote."));

    private T Read<T>(PSObject source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IncompleteDataException exception)
        {
            ThrowTerminatingError(Failure.Of(exception, source));
            throw; // not reached: ThrowTerminatingError throws
        }
    }

    private PipelineStoppedException Unreadable(ErrorRecord error)
    {
        ThrowTerminatingError(error);
        return new PipelineStoppedException(); // not reached: ThrowTerminatingError throws
    }
}
