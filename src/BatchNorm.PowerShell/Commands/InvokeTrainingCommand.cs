using System.Management.Automation;
using BatchNorm.Files;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Progress;
using BatchNorm.PowerShell.Session;
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
    private CheckpointFile? _checkpoint;
    private CheckpointReport? _checkpointReport;
    private Termination? _termination;
    private bool _areFilesTaken;
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

    [Parameter(HelpMessage = "Keeps the training in this file as it goes, and when it is interrupted. The same command with the same network goes on from there, to the same bits, and takes the file away at the end. One file takes one network.")]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    [Parameter(HelpMessage = "The time from one writing of the checkpoint to the next, above 0, such as 0:05:00 or a number of seconds: 60 seconds unless given. It is longer where writing would take more than 1 % of the time.")]
    [PSDefaultValue(Help = "60 seconds")]
    [Duration]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMinutes(1);

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
            CheckWritable(_savePath);
        }

        if (Checkpoint is not null)
            KeepIn(WritableFile(Checkpoint));
        else if (MyInvocation.BoundParameters.ContainsKey(nameof(CheckpointInterval)))
        {
            ThrowTerminatingError(Failure.New(
                "-CheckpointInterval belongs to -Checkpoint, which names the file to keep the training in: without it nothing is kept.",
                "InvalidSettings", ErrorCategory.InvalidArgument, CheckpointInterval, "Name a file with -Checkpoint, or leave -CheckpointInterval out."));
        }

        base.BeginProcessing();
        _output = new PooledOutput<TrainingRun>(this, "Training", ThrottleLimit, isOrdered: !Unordered, Write, Cancellation, () => _checkpointReport?.Write());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasInput = true;
        foreach (NeuralNet net in Network)
        {
            if (MayUseFiles(net) && MayTrain(net))
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

    private void Write(TrainingRun result)
    {
        WriteVerbose($"Trained {result}, {result.BatchesPerSecond:N0} batches a second.");
        bool isSafe = _savePath is null || Save(result, _savePath);
        WriteObject(result); // a pipeline that is broken off here, by an error or by whoever wants no more, leaves the checkpoint: nothing tells the two apart
        if (isSafe)
            RemoveCheckpoint();
    }

    /// <summary>Waits for the checkpoint, which is written when the training is cancelled.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _checkpoint is not null)
        {
            StopTraining();
            _termination?.Dispose();
        }

        if (disposing)
            _output?.Dispose();
        base.Dispose(disposing);
    }

    private void Queue(NeuralNet net)
    {
        Experiment settings = Settings(net);
        WriteVerbose($"Training {net} for {settings.TrainingBatches} batches of {settings.BatchSize} on {Images.Name} with the {net.Engine} engine.");
        WarnOfBatchesOfOne(net.Name, settings, () => net.Definition);
        var progress = new TrainingProgress(net.Name, settings.TrainingBatches);
        _output!.Pool.Add(new QueuedTraining<TrainingRun>(
            progress,
            (_, cancellation) => Trainer.Train(net, Images, settings, Observer(progress), cancellation, _checkpoint),
            net));
    }

    /// <summary>What is usual for the network, and what was given in its place.</summary>
    private Experiment Settings(NeuralNet net) => GivenSettings.Of(this).Aggregate(
        new Experiment(net.Definition.Settings) { Seed = net.Seed }, (settings, given) => given.Key.With(settings, given.Value[0]));

    private ITrainingObserver Observer(TrainingProgress progress) => _checkpointReport?.Observer(progress) ?? progress;

    private bool MayUseFiles(NeuralNet net)
    {
        if (!_areFilesTaken)
            return true;

        WriteError(_savePath is not null
            ? Taken("-SaveAs names one file, and an earlier network of the pipeline is saved there", "SaveAsTaken", net)
            : Taken("-Checkpoint names one file, and an earlier network of the pipeline is kept there", "CheckpointTaken", net));
        return false;
    }

    private static ErrorRecord Taken(string reason, string id, NeuralNet net) => Failure.New(
        $"{reason}: '{net.Name}' was not trained.", id, ErrorCategory.InvalidOperation, net, "Train one network for each file.");

    private bool MayTrain(NeuralNet net)
    {
        string action = $"Train {Settings(net).TrainingBatches} batches"
            + (_savePath is null ? "" : $" and save to {_savePath}")
            + (_checkpoint is null ? "" : $", kept in {_checkpoint.Name} while it trains");
        if (!ShouldProcess(net.ToString(), action))
            return false;

        _areFilesTaken = _savePath is not null || _checkpoint is not null;
        return true;
    }

    /// <summary>Prepares to keep the training in a file, and to write it also when the process is told to end.</summary>
    private void KeepIn(string path)
    {
        if (path.Equals(_savePath, StringComparison.OrdinalIgnoreCase))
        {
            ThrowTerminatingError(Failure.New(
                $"-Checkpoint and -SaveAs both name '{path}', and the checkpoint is deleted once the network is saved.",
                "CheckpointIsSaveAs", ErrorCategory.InvalidArgument, path, "Name two files."));
        }

        CheckWritable(path);
        _checkpoint = new CheckpointFile(path, CheckpointInterval);
        _checkpointReport = new CheckpointReport(this, _checkpoint);
        _termination = new Termination(() =>
        {
            StopProcessing();
            StopTraining();
        });
    }

    /// <summary>Cancels the training, if it is still under way, and waits until it is in its checkpoint.</summary>
    private void StopTraining()
    {
        _output?.Dispose();
        _output?.Pool.Join();
    }

    private void RemoveCheckpoint()
    {
        try
        {
            _checkpoint?.Remove();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(Failure.Of(exception, _checkpoint!.Name));
        }
    }

    /// <summary>Finds out before the first batch what would go wrong after the last.</summary>
    private void CheckWritable(string path)
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

    /// <returns>Whether it is saved.</returns>
    private bool Save(TrainingRun run, string path)
    {
        try
        {
            NetworkFile.Save(path, SavedNetwork.Of(run.Network!, run));
            WriteVerbose($"Saved {run.Name} to {path}.");
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(Failure.Of(exception, path));
            return false;
        }
    }
}
