using System.Globalization;
using System.Management.Automation;
using BatchNorm.Exporting;
using BatchNorm.Exporting.Tables;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-RunTable: writes runs as a tidy table, for pandas, R, DuckDB and spreadsheets.</summary>
[Cmdlet(VerbsData.Export, "RunTable", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRunTableCommand : RunsCommand
{
    private string _fullPath = "";

    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The table to write; its extension tells the format: .csv, or .parquet, which keeps the types.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(HelpMessage = "What a row is: Run (unless given), a training with its final numbers, Sample, every accuracy sample with all that is known of its run, or Trace, every number of what was traced.")]
    [NameText<TableRows>]
    public TableRows By { get; set; } = TableRows.Run;

    [Parameter(HelpMessage = "Refuses to replace an existing file.")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter(HelpMessage = "Writes the file to the pipeline once it is there; without it nothing is.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override string Use => "export";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _fullPath = WritableFile(Path, NoClobber);
        if (!RunTable.Extensions.Contains(System.IO.Path.GetExtension(_fullPath), StringComparer.OrdinalIgnoreCase))
        {
            ThrowTerminatingError(Failure.New(
                $"'{Path}' does not end in a format of tables that this module writes: {string.Join(", ", RunTable.Extensions)}.",
                "UnknownTableFormat", ErrorCategory.InvalidArgument, Path, "Give -Path one of these extensions."));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = TellMissing();
        ExportedRun[] runs = [.. ExportedRun.Of(Comparisons, Runs)];
        if (runs.Length == 0)
        {
            WarnOfNothingWritten(_fullPath);
            return;
        }

        if (!ShouldProcess(_fullPath, $"Export a table with a row a {By.ToString().ToLowerInvariant()}"))
            return;

        Save(_fullPath, PassThru, () => RunTable.Save(runs, By, _fullPath, overwrite: !NoClobber, Cancellation));
        int without = runs.Count(source => !HasRows(source.Run));
        if (without > 0)
        {
            WriteWarning(string.Create(
                CultureInfo.InvariantCulture, $"{without} of {runs.Length} runs have no {(By == TableRows.Trace ? "traces" : "samples")}, and so no row: -By Run has one for each."));
        }
    }

    private bool HasRows(TrainingRun run) => By switch
    {
        TableRows.Sample => run.Samples.Length > 0,
        TableRows.Trace => run.ActivationSamples.Length + run.LayerSamples.Length + run.LandscapeSamples.Length > 0,
        _ => true,
    };
}
