using BatchNorm.Fuzz;
using BatchNorm.Fuzz.Kinds;

if (args is ["--help" or "-h" or "-?"])
{
    Console.WriteLine(FuzzOptions.Usage);
    return 0;
}

try
{
    FuzzOptions options = FuzzOptions.Parse(args);
    using var session = new ModuleSession();
    var comparisons = Comparisons.Make(session);
    FuzzKind[] kinds =
    [
        .. new FuzzKind[] { new IdxKind(), new GzipKind(), new SafetensorsKind(), new CsvKind(session, comparisons), new ClixmlKind(session, comparisons) }
            .Where(kind => options.Only is null || kind.Name == options.Only),
    ];
    if (kinds.Length == 0)
        throw new FormatException($"There is no kind {options.Only}.");

    return Run(options, kinds) ? 0 : 1;
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

// Prints what came of each kind; true where every promise was kept.
static bool Run(FuzzOptions options, FuzzKind[] kinds)
{
    Console.WriteLine($"{options.Count} files, seed {options.Seed}");
    Console.WriteLine("| kind | files | refused | broken promises | slowest, ms of processor time | most memory, KB | bound | s |");
    Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
    var violations = new List<string>();
    int shares = kinds.Sum(kind => kind.Share);
    foreach (FuzzKind kind in kinds)
    {
        var run = new FuzzRun(kind, options.Seed, options.Output);
        run.Read(options.First, (int)Math.Max(1, (long)options.Count * kind.Share / shares));
        string batch = kind.BatchLength == 1 ? "" : $" ({kind.BatchLength} together)";
        Console.WriteLine(
            $"| {kind.Name}{batch} | {run.Files} | {run.Refused} | {run.Violations.Count} | {run.Slowest.TotalMilliseconds:f1} | {run.MostBytes / 1024} "
            + $"| {kind.FixedBytes / 1024} KB + {kind.BytesPerByte} x length | {run.Duration.TotalSeconds:f1} |");
        violations.AddRange(run.Violations);
    }

    foreach (string violation in violations)
        Console.WriteLine(violation);
    Console.WriteLine(violations.Count == 0 ? "Every promise was kept." : $"{violations.Count} promises were broken.");
    return violations.Count == 0;
}
