using System.Management.Automation;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Invoke-Training: trains networks, several side by side, and emits each run as soon as it is done.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Training", SupportsShouldProcess = true)]
[OutputType(typeof(TrainingRun))]
public sealed class InvokeTrainingCommand : TrainingCommand<TrainingRun>
{
    private string? _savePath;
    private bool _saveTaken;

    /// <summary>The network to train; it keeps what it learns.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, Position = 0,
        HelpMessage = "A network from New-NeuralNet; it keeps what it learns, and trained again goes on from there.")]
    [ValidateNotNull]
    public NeuralNet Network { get; set; } = null!;

    /// <summary>The step size of gradient descent.</summary>
    [Parameter(HelpMessage = "The step size of gradient descent: 0.01 unless given, 0.001 for the RMSProp of an LSTM.")]
    [NumberText]
    [ValidatePositive]
    public double? LearningRate { get; set; }

    /// <summary>Images a step.</summary>
    [Parameter]
    [WholeNumberText]
    [ValidateRange(1, int.MaxValue)]
    public int BatchSize { get; set; } = 60;

    /// <summary>Fixes the order of the images.</summary>
    [Parameter(HelpMessage = "Fixes the order of the images; the seed of the network's weights unless given.")]
    [WholeNumberText]
    public int? Seed { get; set; }

    /// <summary>Saves the trained network to this file.</summary>
    [Parameter(HelpMessage = "Saves the trained network to this .safetensors file; Test-Network -RestoreFrom reads it.")]
    [ValidateNotNullOrEmpty]
    public string? SaveAs { get; set; }

    /// <inheritdoc/>
    protected override string Activity => "Training";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (SaveAs is not null)
            _savePath = WritableFile(SaveAs);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MaySave() && MayTrain())
            Queue(Network);
        base.ProcessRecord();
    }

    /// <inheritdoc/>
    protected override void Write(TrainingRun result)
    {
        ArgumentNullException.ThrowIfNull(result);
        WriteVerbose($"Trained {result}, {result.BatchesPerSecond:N0} batches a second.");
        if (_savePath is not null)
            Save(result, _savePath);
        WriteObject(result);
    }

    private void Queue(NeuralNet net)
    {
        TrainingSettings settings = Settings(net);
        WriteVerbose($"Training {net} for {TrainingBatches} batches of {BatchSize} on {Images.Name} with the {net.Engine} engine.");
        Pool.Add(new TrainingProgress(net.Name, TrainingBatches), (observer, cancellation) =>
            Trainer.Train(net, Images, settings, observer, cancellation));
    }

    private TrainingSettings Settings(NeuralNet net) => new()
    {
        LearningRate = LearningRate ?? net.Definition.Shape.UsualLearningRate,
        TrainingBatches = TrainingBatches,
        BatchesPerSample = BatchesPerSample,
        BatchSize = BatchSize,
        Seed = Seed ?? net.Seed,
        TraceActivation = TraceActivation,
    };

    private bool MaySave()
    {
        if (_savePath is null || !_saveTaken)
            return true;

        WriteError(Failure.New(
            $"-SaveAs names one file, and an earlier network of the pipeline is saved there: '{Network.Name}' was not trained.",
            "SaveAsTaken", ErrorCategory.InvalidOperation, Network, "Train one network for each file."));
        return false;
    }

    private bool MayTrain()
    {
        string action = $"Train {TrainingBatches} batches" + (_savePath is null ? "" : $" and save to {_savePath}");
        if (!ShouldProcess(Network.ToString(), action))
            return false;

        _saveTaken = true;
        return true;
    }

    private void Save(TrainingRun run, string path)
    {
        try
        {
            NetworkFile.Save(path, SavedNetwork.Of(run.Network!, Settings(run.Network!), run.Dataset));
            WriteVerbose($"Saved {run.Name} to {path}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(Failure.Of(exception, path));
        }
    }
}
