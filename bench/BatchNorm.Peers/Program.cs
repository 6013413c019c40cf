using BatchNorm.Peers;
using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Measures;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;
using BatchNorm.Peers.Workers;

if (args is [WorkerProcess.Command, .. var workerArguments])
{
    WorkerProcess.Run(workerArguments);
    return 0;
}

if (args is ["--help" or "-h" or "-?"])
{
    Console.WriteLine(PeersOptions.Usage);
    return 0;
}

try
{
    PeersOptions options = PeersOptions.Parse(args);
    var report = new Report(options.Output, args);
    using var data = DataFolder.Find();
    var contestants = new Contestants(data, options.Python);
    Measure(options, report, contestants);
    report.Write(Machine.Describe(), data.Description, contestants);
    Console.WriteLine(report.Text);
    return report.HasFailures ? 1 : 0;
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(PeersOptions.Usage);
    return 2;
}
catch (Exception error) when (error is PeerException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static void Measure(PeersOptions options, Report report, Contestants contestants)
{
    using (Field field = contestants.StartAll())
    {
        // Whoever computes something else is not to be timed: this one may fail the whole run.
        report.Add(CorrectnessCheck.Run(field, options.Check));
        report.Add("Side by side", () => HeadToHead.Run(field, options.Batches, options.Repeats));
        if (options.Growth)
            report.Add("How a step's cost grows", () => StepGrowth.Run(field, options.Repeats));
    }

    if (options.Sweep || options.Growth)
        report.Add("How a sweep grows", () => Sweep.Run(contestants));
    if (options.Memory)
        report.Add("Memory over a long training", () => Endurance.Run(contestants));
    if (options.Lesson)
        report.Add("The whole lesson", () => Lesson.Run(contestants));
}
