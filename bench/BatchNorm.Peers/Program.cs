using System.CommandLine;
using BatchNorm.Peers.Contestants;
using BatchNorm.Peers.Measures;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;
using BatchNorm.Peers.Workers;

var check = new Option<int>("--check")
{
    Description = "batches that the fully connected network is trained with before anything is timed, in which all must come to the same "
        + "loss; those of the other networks are in proportion. With fewer it is only seen that all of them answer",
    DefaultValueFactory = _ => Contest.InFiveBatches,
};
var batches = new Option<int>("--batches") { Description = "batches of the lesson's pair, each time", DefaultValueFactory = _ => 10_000 };
var seconds = new Option<double>("--seconds") { Description = "how long each peer is timed by any other measure, each time", DefaultValueFactory = _ => 0.5 };
var shrink = new Option<int>("--shrink")
{
    Description = "how many times smaller the sides of the images are that are read pixel by pixel while it is timed",
    DefaultValueFactory = _ => 1,
};
var repeats = new Option<int>("--repeats") { Description = "rounds, in each of which every peer has its turn", DefaultValueFactory = _ => 5 };
var output = new Option<string>("--output")
{
    Description = "the report; what stands outside its two markers is kept",
    DefaultValueFactory = _ => Path.Combine("docs", "performance.md"),
};
var python = new Option<string?>("--python") { Description = "the Python that has PyTorch (the first of python3 and /usr/bin/python3 that has)" };
foreach (Option<int> count in (Option<int>[])[check, batches, shrink, repeats])
{
    count.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{count.Name} needs a whole number above 0.");
    });
}

var root = new RootCommand(
    "Measures this module beside PyTorch and TorchSharp, in turn, and writes what came of it into a page. MNIST is read from the folder "
    + "that BATCHNORM_DATA names; without it, the synthetic digits are used.")
{
    check, batches, seconds, shrink, repeats, output, python, Worker(),
};
root.SetAction(parsed => Measure(
    Contest.All(parsed.GetValue(check), parsed.GetValue(batches), parsed.GetValue(seconds), parsed.GetValue(shrink)),
    isSettled: parsed.GetValue(check) >= Contest.InFiveBatches,
    parsed.GetValue(repeats),
    parsed.GetValue(python),
    new Report(parsed.GetValue(output)!, args)));
return root.Parse(args).Invoke();

static Command Worker()
{
    var name = new Argument<string>("name");
    var data = new Argument<string>("data");
    var threads = new Option<int?>("--threads");
    var worker = new Command(WorkerProcess.Command) { name, data, threads };
    worker.Hidden = true;
    worker.SetAction(parsed => WorkerProcess.Run(parsed.GetValue(name)!, parsed.GetValue(data)!, parsed.GetValue(threads)));
    return worker;
}

static int Measure(IReadOnlyList<Contest> contests, bool isSettled, int rounds, string? python, Report report)
{
    try
    {
        using var data = DataFolder.Find();
        using var field = new Field(data.Path, python);
        var check = new CorrectnessCheck(isSettled);
        HeadToHead[] results = [.. contests.Select(contest => new HeadToHead(contest, check.Run(contest, field)))];
        check.AddTo(report);
        for (int round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss} round {round} of {rounds}");
            foreach (HeadToHead result in results)
                result.RunRound(field);
        }

        HeadToHead.AddTo(report, results, rounds);
        Console.WriteLine(report.Write(data.Description, field));
        return field.HasFailures ? 1 : 0;
    }
    catch (Exception error) when (error is PeerException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
}
