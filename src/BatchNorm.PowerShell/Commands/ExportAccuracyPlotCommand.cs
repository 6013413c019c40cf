using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-AccuracyPlot: draws the validation accuracies of runs or comparisons into a picture.</summary>
[Cmdlet(VerbsData.Export, "AccuracyPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAccuracyPlotCommand : CancellableCommand
{
    private readonly List<TrainingRun> _runs = [];
    private readonly List<BatchNormComparison> _comparisons = [];
    private string _fullPath = "";

    /// <summary>Runs or comparisons, live or back from a file, a job or another machine.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Runs from Invoke-Training or comparisons from Compare-BatchNorm, live or read back from Export-Clixml.")]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The picture; its extension tells the format.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The picture: .png, .svg, .jpg or .webp.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The heading.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? Title { get; set; }

    /// <summary>Pixels across.</summary>
    [Parameter]
    [ValidateRange(AccuracyPlot.MinimumPixels, AccuracyPlot.MaximumPixels)]
    public int? Width { get; set; }

    /// <summary>Pixels down.</summary>
    [Parameter]
    [ValidateRange(AccuracyPlot.MinimumPixels, AccuracyPlot.MaximumPixels)]
    public int? Height { get; set; }

    /// <summary>Leaves an existing file alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _fullPath = WritableFile(Path);
        if (!AccuracyPlotWriter.Extensions.Contains(System.IO.Path.GetExtension(_fullPath), StringComparer.OrdinalIgnoreCase))
        {
            ThrowTerminatingError(Failure.New(
                $"'{Path}' does not end in a picture format this module writes: {string.Join(", ", AccuracyPlotWriter.Extensions)}.",
                "UnknownPictureFormat", ErrorCategory.InvalidArgument, Path, "Give -Path one of these extensions."));
        }

        if (NoClobber && File.Exists(_fullPath))
        {
            ThrowTerminatingError(Failure.New(
                $"The file '{_fullPath}' already exists.",
                "NoClobber", ErrorCategory.ResourceExists, _fullPath, "Give another path, or leave -NoClobber out."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (AccuracyData.AsComparison(InputObject) is { } comparison)
            _comparisons.Add(comparison);
        else if (AccuracyData.AsRun(InputObject) is { } run)
            _runs.Add(run);
        else
        {
            WriteError(Failure.New(
                $"'{InputObject}' holds no accuracies to draw: it is a {InputObject.TypeNames[0]}.",
                "NoAccuracies", ErrorCategory.InvalidType, InputObject, "Pipe in what Invoke-Training or Compare-BatchNorm wrote."));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_runs.Count + _comparisons.Count == 0 || !ShouldProcess(_fullPath, "Export accuracy plot"))
            return;

        try
        {
            AccuracyPlot plot = Plot() with { Width = Width, Height = Height };
            AccuracyPlotWriter.Save(Title is null ? plot : plot with { Title = Title }, _fullPath, overwrite: !NoClobber);
            WriteObject(new FileInfo(_fullPath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Failure.Of(exception, _fullPath));
        }
    }

    /// <summary>A panel for each comparison, and one for all runs that came by themselves.</summary>
    private AccuracyPlot Plot() =>
        _runs.Count == 0 ? AccuracyPlot.Of(_comparisons)
        : _comparisons.Count == 0 ? AccuracyPlot.Of(_runs)
        : new AccuracyPlot([.. AccuracyPlot.Of(_comparisons).Panels, .. AccuracyPlot.Of(_runs).Panels]);
}
