using System.Management.Automation;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Testing;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Test-Network: tests networks on the test images, together and one at a time.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Network", DefaultParameterSetName = LiveNetwork)]
[OutputType(typeof(TestResult))]
public sealed class TestNetworkCommand : DatasetCommand
{
    private const string LiveNetwork = "Network";
    private const string SavedFile = "RestoreFrom";

    [Parameter(ParameterSetName = LiveNetwork, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Networks from New-NeuralNet or Import-NeuralNet, or runs that kept theirs. The test changes nothing in them.")]
    [ValidateNotNullOrEmpty]
    public NeuralNet[] Network { get; set; } = null!;

    [Parameter(ParameterSetName = SavedFile, Mandatory = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "A .safetensors file of Invoke-Training -SaveAs or Export-NeuralNet, with the network to test.")]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string RestoreFrom { get; set; } = null!;

    [Parameter(ParameterSetName = SavedFile,
        HelpMessage = "What computes the restored network: Auto (unless given) takes Simd, the module's own kernels; Torch is libtorch, the reference, several times slower.")]
    [NameText<EngineKind>]
    public EngineKind Engine { get; set; } = EngineKind.Auto;

    [Parameter(HelpMessage = "Normalizes with the statistics of the images given, as in training, and not with the population's: the lesson's In [23], a mistake on purpose.")]
    public SwitchParameter UseBatchStatistics { get; set; }

    [Parameter(HelpMessage = "Predicts this many of the test images one at a time, too: 0 unless given, 200 in the lesson.")]
    [WholeNumberText]
    [ValidateRange(0, int.MaxValue)]
    public int IndividualPredictions { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == LiveNetwork)
        {
            Array.ForEach(Network, net => Test(net, file: null));
            return;
        }

        string path = FullPath(RestoreFrom);
        if (Restore(path) is { } restored)
        {
            using (restored)
                Test(restored, path);
        }
    }

    private NeuralNet? Restore(string path)
    {
        try
        {
            SavedNetwork saved = NetworkFile.Load(path);
            WriteVerbose($"Restored {saved.Name} from {path}.");
            return saved.ToNeuralNet(EngineSelection.For(Engine, saved.Parameters.Definition));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            WriteError(Failure.Of(exception, path));
            return null;
        }
    }

    private void Test(NeuralNet net, string? file)
    {
        if (net is { TrainedBatches: 0, IsImported: false })
            WriteWarning($"The network '{net.Name}' was never trained: it is tested as it is. Train it with Invoke-Training.");

        var settings = new TestSettings
        {
            Statistics = UseBatchStatistics ? StatisticsSource.Batch : StatisticsSource.Population,
            IndividualPredictions = IndividualPredictions,
        };
        try
        {
            WriteObject(Cancellable(() => net.Test(Images, settings, Cancellation)));
        }
        catch (Exception exception) when (exception is ArgumentException or ObjectDisposedException or TorchUnavailableException)
        {
            WriteError(file is null || exception is not ArgumentException ? Failure.Of(exception, net) : Failure.OfFile(exception, file));
        }
    }
}
