using System.CommandLine;
using System.Diagnostics;
using BatchNorm.Kills;
using BatchNorm.Sweeps;

var kills = new Option<int>("--kills") { Description = "How many workers are killed.", DefaultValueFactory = _ => 200 };
var seed = new Option<int>("--seed") { Description = "Fixes the moments.", DefaultValueFactory = _ => 1 };
var path = new Argument<string>("path") { Description = "The sweep." };
var worker = new Command("worker", "Works on a sweep; what is killed.") { path };
worker.SetAction(parsed => new SweepWorker(SweepFolder.Open(parsed.GetValue(path)!), KillSweep.Images, KillSweep.Settings).Run(CancellationToken.None));
var root = new RootCommand("Kills workers of sweeps at random moments, and says what was found.") { kills, seed, worker };
root.SetAction(parsed => Kill(parsed.GetValue(kills), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static int Kill(int kills, int seed)
{
    var clock = Stopwatch.StartNew();
    string folder = Directory.CreateTempSubdirectory("batchnorm-kills-").FullName;
    try
    {
        using var run = new KillRun(folder, seed);
        run.Run(kills);
        foreach ((string trace, int count) in run.Found.OrderByDescending(found => found.Value))
            Console.WriteLine($"{count,5} killed {trace}");
        foreach (string problem in run.Problems)
            Console.WriteLine(problem);
        Console.WriteLine($"{kills} kills, {run.Sweeps} sweeps: {(run.Problems.Count == 0 ? "every comparison is there once, equal to one quiet process's" : "NOT CLEAN")}; {clock.Elapsed.TotalSeconds:F0} s.");
        return run.Problems.Count == 0 ? 0 : 1;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}
