using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Launching;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Session;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Start-BatchNormSweep: starts workers of a sweep, here, in Slurm or through sessions on other computers. They need neither this session nor its window;
/// started again, a sweep goes on where it was.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BatchNormSweep", DefaultParameterSetName = OnThisComputer, SupportsShouldProcess = true)]
[OutputType(typeof(SweepStatus))]
public sealed class StartBatchNormSweepCommand : SweepWorkCommand
{
    private const string OnThisComputer = "Local";
    private const string InSlurm = "Slurm";
    private const string ThroughSessions = "Session";
    private const int MostWorkers = 100_000;

    [Parameter(ParameterSetName = OnThisComputer, HelpMessage = "Starts workers on this computer, which is done unless something else is said. They go on when the session ends.")]
    public SwitchParameter Local { get; set; }

    [Parameter(ParameterSetName = InSlurm, Mandatory = true, HelpMessage = "Submits workers to Slurm, as one array job. Nothing is asked of it but sbatch, squeue and scancel.")]
    public SwitchParameter Slurm { get; set; }

    [Parameter(ParameterSetName = ThroughSessions, Mandatory = true, HelpMessage = "Starts workers on the computers of these sessions, which New-PSSession -HostName opens over SSH. They go on when a session ends.")]
    [ValidateNotNullOrEmpty]
    public PSSession[] Session { get; set; } = [];

    [Parameter(ParameterSetName = ThroughSessions, HelpMessage = "The sweep's folder as those computers see it, a path from the root on: the same as here unless given. Where it is not there, the computer gets a copy, and -Wait brings back what is done in it.")]
    [PSDefaultValue(Help = "the same path as here")]
    [ValidateNotNullOrEmpty]
    public string? RemotePath { get; set; }

    [Parameter(ParameterSetName = OnThisComputer, HelpMessage = "Workers, each a process, 1 to 100000: 1 unless given. Those that are at work already count, and no more are started than there are runs left for them.")]
    [Parameter(ParameterSetName = InSlurm, HelpMessage = "Workers, each a task of the array job, 1 to 100000: as many as have ten minutes of work each unless given, or 8 where nobody knows. Those that are at work already count, and no more are started than there are runs left for them.")]
    [Parameter(ParameterSetName = ThroughSessions, HelpMessage = "Workers on each computer, 1 to 100000: 1 unless given. Those that earlier sessions started there and that are at work already count.")]
    [PSDefaultValue(Help = "1; with -Slurm by the work that is left")]
    [WholeNumberText]
    [ValidateRange(1, MostWorkers)]
    public int? WorkerCount { get; set; }

    [Parameter(ParameterSetName = OnThisComputer, HelpMessage = "Networks that each worker trains at a time, 1 to 1024: the processors shared among the workers unless given.")]
    [Parameter(ParameterSetName = InSlurm, HelpMessage = "Processors of each worker, and networks that it trains at a time, 1 to 1024: 1 unless given.")]
    [Parameter(ParameterSetName = ThroughSessions, HelpMessage = "Networks that each worker trains at a time, 1 to 1024: the computer's processors shared among its workers unless given.")]
    [PSDefaultValue(Help = "the processors shared among the workers; with -Slurm 1")]
    [WholeNumberText]
    [ValidateRange(1, PooledOutput.MostThreads)]
    public int? CpuPerWorker { get; set; }

    [Parameter(ParameterSetName = InSlurm, HelpMessage = "The partition of the cluster: the site's default unless given.")]
    [PSDefaultValue(Help = "the site's default")]
    [ValidateNotNullOrEmpty]
    public string? Partition { get; set; }

    [Parameter(ParameterSetName = InSlurm, HelpMessage = "How long the job may run, at least 2 minutes: a time such as 1:30:00, or a number of seconds. The partition's limit unless given. Workers end a minute before, with everything kept.")]
    [PSDefaultValue(Help = "the partition's limit")]
    [Duration]
    public TimeSpan? TimeLimit { get; set; }

    [Parameter(ParameterSetName = InSlurm, HelpMessage = "Further options of sbatch that the site asks for, each one text: '--account=physics'. None unless given.")]
    [ValidateNotNullOrEmpty]
    public string[] SbatchOption { get; set; } = [];

    [Parameter(HelpMessage = "Waits until every cell is done or has failed, or nobody works any more, and shows how far it is.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override void Process(SweepFolder sweep)
    {
        if (!ShouldProcess(sweep.Path, Action(sweep)))
            return;

        DamagedRuns.SetAside(this, sweep);
        bool wasStopped = sweep.IsStopped;
        sweep.Begin();
        SweepStatus status = new SweepSurvey(sweep).Status();
        if (status.HasEnded)
            WriteVerbose($"Nothing is left to do in '{sweep.Path}'.");
        else if (ParameterSetName == ThroughSessions)
            LaunchThroughSessions(sweep, wasStopped);
        else
            Launch(sweep, status, wasStopped);
        if (Wait && ParameterSetName != ThroughSessions)
            AwaitEnd(sweep);
        WriteObject(new SweepSurvey(sweep).Status());
    }

    /// <summary>What is about to be done, for -WhatIf and -Confirm. Fewer are started where some are at work already, or too few runs are left.</summary>
    private string Action(SweepFolder sweep) => ParameterSetName switch
    {
        InSlurm => $"Submit up to {Workers(Wanted(sweep, new SweepSurvey(sweep).Status()))} to Slurm{(Partition is null ? "" : $", partition {Partition}")}",
        ThroughSessions => $"Start up to {Workers(WorkerCount ?? 1)} on {(Session.Length == 1 ? "" : "each of ")}{string.Join(", ", Session.Select(session => session.ComputerName))}",
        _ => $"Start up to {Workers(WorkerCount ?? 1)} on this computer",
    };

    private static string Workers(int count) => count == 1 ? "1 worker" : string.Create(CultureInfo.InvariantCulture, $"{count} workers");

    /// <summary>How many workers there are to be in all.</summary>
    private int Wanted(SweepFolder sweep, SweepStatus status) => ParameterSetName == InSlurm
        ? Sweeps.Launching.WorkerCount.For(WorkerCount, status.RunsLeft, ThreadsPerWorker, SweepEstimate.Of(sweep, status))
        : Sweeps.Launching.WorkerCount.For(WorkerCount ?? 1, status.RunsLeft, ThreadsPerWorker, null);

    private int ThreadsPerWorker => CpuPerWorker ?? (ParameterSetName == InSlurm ? 1 : Math.Max(1, Environment.ProcessorCount / (WorkerCount ?? 1)));

    private void Launch(SweepFolder sweep, SweepStatus status, bool wasStopped)
    {
        int wanted = Wanted(sweep, status);
        int atWork = wasStopped ? 0 : AtWork(sweep, status); // those that were stopped are about to end
        if (wanted <= atWork)
        {
            WarnOfEnough(atWork, "", sweep);
            return;
        }

        try
        {
            Tell(sweep, Cancellable(() => ParameterSetName == InSlurm ? Submit(sweep, wanted - atWork) : Run(sweep, wanted - atWork)));
        }
        catch (Exception exception) when (exception is LaunchException or ArgumentException)
        {
            ThrowTerminatingError(Failure.Of(exception, sweep.Path));
        }
    }

    private void WarnOfEnough(int atWork, string where, SweepFolder sweep) => WriteWarning(
        $"{(atWork == 1 ? "1 worker is" : $"{atWork} workers are")} at work on '{sweep.Path}' already{(where.Length > 0 ? $" {where}" : "")}, and no other was started. "
        + "-WorkerCount asks for more in all; Stop-BatchNormSweep ends them.");

    /// <summary>One computer that cannot be used does not keep the others from being.</summary>
    private void LaunchThroughSessions(SweepFolder sweep, bool wasStopped)
    {
        var work = new SessionWork(this, sweep.Path);
        foreach ((int index, PSSession session) in Session.Index())
        {
            try
            {
                SessionOptions options = SessionOptions() with { StartAt = (index + 1.0) / (Session.Length + 1) }; // whoever works here begins at the first
                if (Cancellable(() => work.Start(session, options, wasStopped)) is { } started)
                    Tell(sweep, started);
                else
                    WarnOfEnough(options.Workers, $"on '{session.ComputerName}'", sweep);
            }
            catch (Exception exception) when (exception is LaunchException or ArgumentException)
            {
                WriteError(Failure.Of(exception, session.ComputerName));
            }
        }

        if (!Wait)
            return;
        Cancellable(() =>
        {
            work.AwaitEnd(sweep);
            return true;
        });
        new SweepWait(this, sweep).End(Missing(sweep));
    }

    private SessionOptions SessionOptions() => new(PowerShellProgram.Manifest, typeof(StartBatchNormSweepCommand).Assembly.GetName().Version!.ToString(3))
    {
        Workers = WorkerCount ?? 1,
        ThreadsPerWorker = CpuPerWorker,
        RemotePath = RemotePath,
        RetryCount = RetryCount,
        Dataset = Dataset,
        DatasetPath = DatasetPath,
    };

    private void Tell(SweepFolder sweep, Submission submission)
    {
        string where = submission switch
        {
            { JobId: { } id } => $", job {id} of Slurm",
            { Kind: SubmissionKind.Session } => $", on {submission.Host} in {(submission.IsCopied ? "a folder of its own" : "the same folder")}, '{submission.RemotePath}'",
            _ => "",
        };
        WriteVerbose($"Started {submission.Workers} workers of '{sweep.Path}': submission {submission.Id}{where}.");
    }

    /// <summary>How many workers the sweep has already.</summary>
    private int AtWork(SweepFolder sweep, SweepStatus status)
    {
        // Those that cannot be read are told of where they are looked for.
        IReadOnlyList<Submission> submissions = new Submissions(sweep.Path).All(refused => WriteVerbose(refused.Message));
        if (ParameterSetName != InSlurm)
            return WorkersAtWork.Of(status, submissions);
        try
        {
            return WorkersAtWork.Of(status, Cancellable(() => new SlurmLauncher(new CommandRunner(), sweep.Path).Queue(submissions, Cancellation)));
        }
        catch (LaunchException silent)
        {
            WriteVerbose($"{silent.Message} Workers that wait in its queue are not counted.");
            return WorkersAtWork.Of(status, Array.Empty<SlurmTask>());
        }
    }

    private Submission Run(SweepFolder sweep, int workers) =>
        new LocalLauncher(new CommandRunner(), sweep.Path).Start(Command(Options(sweep)), workers, Cancellation);

    private Submission Submit(SweepFolder sweep, int workers)
    {
        var job = new SlurmOptions(workers, ThreadsPerWorker) { Partition = Partition, TimeLimit = TimeLimit, SbatchOptions = SbatchOption };
        job.Check();
        // Processors of a cluster are not held for what others train: where a node is lost, Slurm puts its worker back into the queue.
        WorkerOptions options = Options(sweep) with { TimeLimit = job.WorkerTimeLimit, Lingers = false };
        return new SlurmLauncher(new CommandRunner(), sweep.Path).Start(Command(options), job, Cancellation);
    }

    private WorkerOptions Options(SweepFolder sweep) => new(sweep.Path, ThreadsPerWorker)
    {
        RetryCount = RetryCount,
        Dataset = Dataset,
        DatasetPath = DatasetPath is null ? null : FullPath(DatasetPath),
    };

    private WorkerCommand Command(WorkerOptions options)
    {
        if (PowerShellProgram.Find($"{GetVariableValue("PSHOME")}") is not { } program)
        {
            ThrowTerminatingError(Failure.New(
                "There is no program pwsh to start workers with, neither where this session is from nor in the folders that PATH names.",
                "PowerShellNotFound", ErrorCategory.ObjectNotFound, options.Path, "Install PowerShell 7.6 or later, or work on the sweep in this session with Invoke-BatchNormSweep."));
            throw new PipelineStoppedException(); // not reached: ThrowTerminatingError throws
        }

        return WorkerCommandLine.Of(program, PowerShellProgram.Manifest, options);
    }

    private void AwaitEnd(SweepFolder sweep)
    {
        var wait = new SweepWait(this, sweep);
        while (wait.MayCome())
        {
        }

        wait.End(Missing(sweep));
    }

    private static int Missing(SweepFolder sweep)
    {
        SweepStatus status = new SweepSurvey(sweep).Status();
        return status.Cells - status.Done - status.Failed;
    }
}
