using System.Management.Automation;
using BatchNorm.Networks;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that is told how networks are to be trained.</summary>
public abstract class TrainingCommand : DatasetCommand
{
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Steps to train, each over one mini-batch, at least 1: 50000 unless given, as in the lesson.")]
    [WholeNumberText]
    [ValidateRange(1, int.MaxValue)]
    public int? TrainingBatches { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Steps between samples of the validation accuracy, at least 1: 500 unless given. The first sample is taken after step 0.")]
    [WholeNumberText]
    [ValidateRange(1, int.MaxValue)]
    public int? BatchesPerSample { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Records the 15th, 50th and 85th percentiles of one unit's input in every hidden layer at each sample, for Export-ActivationPlot. It changes nothing in the training.")]
    [SwitchText]
    public SwitchParameter TraceActivation { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "What to record of the inside of the network at each sample, for Export-ActivationPlot: nothing unless given, else one or several of Activation (as -TraceActivation does), Gradient, DeadUnits, Gamma, Statistics and Landscape. It changes nothing in the training.")]
    [PSDefaultValue(Help = "nothing")]
    [TracesText]
    public TraceKinds? Trace { get; set; }

    /// <summary>Warns where training has batches that batch normalization can make nothing of.</summary>
    /// <param name="subject">What is trained.</param>
    /// <param name="settings">How.</param>
    /// <param name="define">Tells the network, where it matters.</param>
    protected void WarnOfBatchesOfOne(object subject, Experiment settings, Func<NetworkDefinition> define)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(define);
        if (settings.BatchSize == 1 && define().NormalizesOverImagesAlone)
            WriteWarning($"Batches of one image teach '{subject}' next to nothing: one image has no variance, so that batch normalization makes 0 of all its values, and of every image the same beta. Choose a larger -BatchSize; 60 is usual.");
    }
}
