using System.Diagnostics;
using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Stress;

if (args is ["--help" or "-h" or "-?"])
{
    Console.WriteLine(StressOptions.Usage);
    return 0;
}

try
{
    return Run(StressOptions.Parse(args)) ? 0 : 1;
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(StressOptions.Usage);
    return 2;
}
catch (TorchUnavailableException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

static bool Run(StressOptions options)
{
    var clock = Stopwatch.StartNew();
    FreedMemory.Keep();
    TorchLibrary.Load();
    ImageSet images = StressKind.Images(options.Seed);
    bool isClean = true;
    int largest = options.Kinds.Max(kind => kind.LargestTensor);
    Console.WriteLine($"Of what new tensors hold that nobody wrote, {FreedMemory.ShareOfNaN(largest):P1} is NaN, once freed memory is filled.");
    Console.WriteLine($"{"kind",-42} {"circumstance",-18} {"steps",7} {"exceptions",10} {"other steps",11} {"other bits",10} {"steps/s",8}");
    foreach (StressKind kind in options.Kinds)
    {
        var run = new StressRun(kind, images, options.Seed);
        run.TakeFirst();
        foreach (bool besideCollector in new[] { false, true })
        {
            (Findings found, TimeSpan duration) = run.Repeat(besideCollector ? options.Steps / 2 : options.Steps - options.Steps / 2, besideCollector);
            isClean &= found.IsClean;
            Console.WriteLine(
                $"{kind,-42} {(besideCollector ? "beside a collector" : "alone"),-18} {found.Steps,7} {found.Exceptions,10} " +
                $"{found.DifferingSteps,11} {found.DifferingBits,10} {found.Steps / duration.TotalSeconds,8:F0}");
            foreach (string message in found.Messages)
                Console.WriteLine($"    {message}");
        }
    }

    Console.WriteLine($"{(isClean ? "Nothing differed and nothing failed" : "NOT CLEAN")}; {clock.Elapsed.TotalSeconds:F0} s, seed {options.Seed}.");
    return isClean;
}
