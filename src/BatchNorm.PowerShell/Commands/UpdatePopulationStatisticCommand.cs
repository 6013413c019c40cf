using System.Management.Automation;
using BatchNorm.Engines.Torch;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Progress;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Update-PopulationStatistic: takes the population statistics of networks anew, the weights being what they are.</summary>
[Cmdlet(VerbsData.Update, "PopulationStatistic", SupportsShouldProcess = true)]
[OutputType(typeof(NeuralNet))]
public sealed class UpdatePopulationStatisticCommand : DatasetCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Networks with batch normalization, from New-NeuralNet or Import-NeuralNet, or runs that kept theirs. Each gets new population statistics, and stays as it is in everything else.")]
    [ValidateNotNullOrEmpty]
    public NeuralNet[] Network { get; set; } = null!;

    [Parameter(HelpMessage = "Images a mini-batch, at least 2: 60 unless given. Take as many as the network was trained with.")]
    [WholeNumberText]
    [ValidateRange(2, int.MaxValue)]
    public int BatchSize { get; set; } = new ExperimentSettings().BatchSize;

    [Parameter(HelpMessage = "Mini-batches to take the mean over, at least 1: as many as an epoch has unless given, so that no training image counts twice.")]
    [PSDefaultValue(Help = "as many as an epoch has")]
    [WholeNumberText]
    [ValidateRange(1, int.MaxValue)]
    public int? BatchCount { get; set; }

    [Parameter(HelpMessage = "Fixes the order of the images: any whole number, the seed of the network's weights unless given.")]
    [PSDefaultValue(Help = "the seed of the network's weights")]
    [WholeNumberText]
    public int? Seed { get; set; }

    [Parameter(HelpMessage = "Writes the network to the pipeline once its statistics are new; without it nothing is.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        int batches = BatchCount ?? Math.Max(1, Images.Training.Count / BatchSize);
        foreach (NeuralNet net in Network)
        {
            if (ShouldProcess($"{net}", $"Take the population statistics anew over {batches} batches of {BatchSize}") && TryRenew(net, batches) && PassThru)
                WriteObject(net);
        }
    }

    private bool TryRenew(NeuralNet net, int batches)
    {
        var report = new TrainingProgressReport(this, "Population statistics");
        TrainingProgress[] running = [new(net.Name, batches)];
        bool isRenewed = Cancellable(() =>
        {
            try
            {
                PopulationEstimate.Renew(net, Images, batches, BatchSize, Seed ?? net.Seed, done => report.Update(done, batches, running), Cancellation);
                return true;
            }
            catch (Exception exception) when (exception is ArgumentException or ObjectDisposedException or TorchUnavailableException)
            {
                WriteError(Failure.Of(exception, net));
                return false;
            }
        });
        report.Complete();
        return isRenewed;
    }
}
