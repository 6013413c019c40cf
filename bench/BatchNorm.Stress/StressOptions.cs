using System.Globalization;

namespace BatchNorm.Stress;

/// <summary>How much to train.</summary>
internal sealed record StressOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/BatchNorm.Stress -- [options]

          --steps N  steps of each kind of network, half of them alone and half beside the collector, shared by two threads (20000)
          --seed N   fixes images, weights and the order of the batches (1)
          --kind N   this kind alone, counted from 1, as several processes on a large machine take one each (all)

        Trains networks of every architecture on the Torch engine, on two threads: alone, and beside a thread that collects garbage without
        pause. Between the steps freed native memory is filled with NaN. After every step all parameters are compared, bit for bit, with those
        of the kind's first run, which had the machine to itself. Ends with 1 where a step failed or a bit differed.
        """;

    public int Steps { get; init; } = 20_000;

    public int Seed { get; init; } = 1;

    /// <summary>The kinds to train.</summary>
    public IReadOnlyList<StressKind> Kinds { get; init; } = StressKind.All;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown, or its value is missing or wrong.</exception>
    public static StressOptions Parse(string[] arguments)
    {
        var options = new StressOptions();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out string? option))
        {
            options = option switch
            {
                "--steps" => options with { Steps = Number(least: 4) },
                "--seed" => options with { Seed = Number(least: 0) },
                "--kind" => options with { Kinds = [Kind(Number(least: 1))] },
                _ => throw new FormatException($"There is no option {option}."),
            };

            int Number(int least) =>
                rest.TryDequeue(out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
                    ? number
                    : throw new FormatException($"{option} needs a whole number of {least} or more.");
        }

        return options;

        static StressKind Kind(int number) => number <= StressKind.All.Count
            ? StressKind.All[number - 1]
            : throw new FormatException($"There is no kind {number}: they are 1 to {StressKind.All.Count}.");
    }
}
