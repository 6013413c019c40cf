using System.Management.Automation;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Reporting;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-BatchNormReport: measures comparisons and writes all they show into one page of the web that needs nothing else.</summary>
[Cmdlet(VerbsData.Export, "BatchNormReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBatchNormReportCommand : ComparisonsCommand
{
    private string _fullPath = "";

    [Parameter(Mandatory = true, Position = 0,
        HelpMessage = "The page to write, ending in .html: one file with everything in it, to be read, printed or sent on.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(HelpMessage = "The heading of the page, in place of the usual one.")]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = BatchNormReport.DefaultTitle;

    [Parameter(HelpMessage = "Refuses to replace an existing file.")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter(HelpMessage = "Writes the file to the pipeline once it is there; without it nothing is.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _fullPath = WritableFile(Path, NoClobber);
        if (!ReportWriter.Extensions.Contains(System.IO.Path.GetExtension(_fullPath), StringComparer.OrdinalIgnoreCase))
        {
            ThrowTerminatingError(Failure.New(
                $"'{Path}' does not end like a page of the web: {string.Join(", ", ReportWriter.Extensions)}.",
                "UnknownReportFormat", ErrorCategory.InvalidArgument, Path, "Give -Path one of these extensions."));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string note = TellMissing();
        if (Comparisons.Count == 0)
        {
            WarnOfNothingWritten(_fullPath);
            return;
        }

        if (!ShouldProcess(_fullPath, "Export batch normalization report"))
            return;

        BatchNormReport report = Cancellable(() => BatchNormReport.Of(Comparisons, Settings, CompareCommandLine.Of, Missing, Cancellation)) with
        {
            Title = Title,
            Note = note,
            Created = DateTimeOffset.UtcNow,
            Machine = Machine.Here(),
        };
        foreach (ReportGroup group in report.Groups.Where(group => group.Problem is not null))
            WriteError(Failure.Of(group.Problem!, group.Settings));

        Save(_fullPath, PassThru, () => ReportWriter.Save(report, _fullPath, overwrite: !NoClobber, Cancellation));
    }
}
