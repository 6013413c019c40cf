using System.Management.Automation;
using BatchNorm.Files;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Invoke-Training: trains networks, several side by side, and emits their runs in the order of the networks.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Training", SupportsShouldProcess = true)]
[OutputType(typeof(TrainingRun))]
public sealed class InvokeTrainingCommand : TrainingCommand
{
    private PooledOutput<TrainingRun>? _output;
    private string? _savePath;
    private bool _saveTaken;
    private bool _hasInput;

    [Parameter(Mandatory = true, ValueFromPipeline = true, Position = 0,
        HelpMessage = "Networks from New-NeuralNet or Import-NeuralNet. Each keeps what it learns; trained again, it goes on from there, in the order of its images too.")]
    [ValidateNotNullOrEmpty]
    public NeuralNet[] Network { get; set; } = null!;

    [Parameter(HelpMessage = "The step size of the optimizer, above 0: 0.01 unless given, 0.001 in a recurrent network.")]
    [NumberText]
    [ValidatePositive]
    public double? LearningRate { get; set; }

    [Parameter(HelpMessage = "Images a step, at least 1: 60 unless given, as in the lesson.")]
    [WholeNumberText]
    [ValidateRange(1, int.MaxValue)]
    public int? BatchSize { get; set; }

    [Parameter(HelpMessage = "Fixes the order of the images: any whole number, the seed of the network's weights unless given. Another than before begins a new order.")]
    [PSDefaultValue(Help = "the seed of the network's weights")]
    [WholeNumberText]
    public int? Seed { get; set; }

    [Parameter(HelpMessage = "What makes the steps out of the gradients: SGD (unless given) is plain gradient descent, as in the lesson; RMSProp is usual in a recurrent network. Another than before begins with no memory.")]
    [NameText<OptimizerKind>]
    public OptimizerKind? Optimizer { get; set; }

    [Parameter(HelpMessage = "The optimizer's momentum, from 0 to below 1: 0.9 unless given. For RMSProp it is the decay of the mean square, for Adam beta1; SGD has none.")]
    [PSDefaultValue(Help = "0.9; with SGD none")]
    [NumberText]
    [ValidateRange(0.0, ExperimentSettings.MaximumMomentum)]
    public double? Momentum { get; set; }

    [Parameter(HelpMessage = "Saves the trained network to this .safetensors file, which Test-Network and Import-NeuralNet read. One file takes one network.")]
    [ValidateNotNullOrEmpty]
    public string? SaveAs { get; set; }

    [Parameter(HelpMessage = PooledOutput.ThrottleHelp)]
    [PSDefaultValue(Help = PooledOutput.ThrottleDefault)]
    [WholeNumberText]
    [ValidateRange(1, PooledOutput.MostThreads)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    [Parameter(HelpMessage = PooledOutput.UnorderedHelp)]
    public SwitchParameter Unordered { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (SaveAs is not null)
        {
            _savePath = WritableFile(SaveAs);
            CheckSave(_savePath);
        }

        base.BeginProcessing();
        _output = new PooledOutput<TrainingRun>(this, "Training", ThrottleLimit, isOrdered: !Unordered, Write, Cancellation);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasInput = true;
        foreach (NeuralNet net in Network)
        {
            if (MaySave(net) && MayTrain(net))
                Queue(net);
        }

        _output!.WriteFinished();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_savePath is not null && !_hasInput)
            WarnOfNothingWritten(_savePath);
        _output!.WriteAll();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _output?.Dispose();
        base.Dispose(disposing);
    }

    private void Write(TrainingRun result)
    {
        WriteVerbose($"Trained {result}, {result.BatchesPerSecond:N0} batches a second.");
        if (_savePath is not null)
            Save(result, _savePath);
        WriteObject(result);
    }

    private void Queue(NeuralNet net)
    {
        Experiment settings = Settings(net);
        WriteVerbose($"Training {net} for {settings.TrainingBatches} batches of {settings.BatchSize} on {Images.Name} with the {net.Engine} engine.");
        WarnOfBatchesOfOne(net.Name, net.Definition, settings.BatchSize);
        _output!.Pool.Add(new QueuedTraining<TrainingRun>(
            new TrainingProgress(net.Name, settings.TrainingBatches),
            (observer, cancellation) => Trainer.Train(net, Images, settings, observer, cancellation),
            net));
    }

    /// <summary>What is usual for the network, and what was given in its place.</summary>
    private Experiment Settings(NeuralNet net) => GivenSettings.Of(this).Aggregate(
        new Experiment(net.Definition.Settings) { Seed = net.Seed }, (settings, given) => given.Key.With(settings, given.Value[0]));

    private bool MaySave(NeuralNet net)
    {
        if (_savePath is null || !_saveTaken)
            return true;

        WriteError(Failure.New(
            $"-SaveAs names one file, and an earlier network of the pipeline is saved there: '{net.Name}' was not trained.",
            "SaveAsTaken", ErrorCategory.InvalidOperation, net, "Train one network for each file."));
        return false;
    }

    private bool MayTrain(NeuralNet net)
    {
        string action = $"Train {Settings(net).TrainingBatches} batches" + (_savePath is null ? "" : $" and save to {_savePath}");
        if (!ShouldProcess(net.ToString(), action))
            return false;

        _saveTaken = true;
        return true;
    }

    /// <summary>Finds out before the first batch what would go wrong after the last.</summary>
    private void CheckSave(string path)
    {
        try
        {
            AtomicFile.CheckWritable(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Failure.Of(exception, path));
        }
    }

    private void Save(TrainingRun run, string path)
    {
        try
        {
            NetworkFile.Save(path, SavedNetwork.Of(run.Network!, run));
            WriteVerbose($"Saved {run.Name} to {path}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(Failure.Of(exception, path));
        }
    }
}
