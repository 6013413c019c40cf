using BatchNorm.Peers.Measures;

namespace BatchNorm.Peers;

/// <summary>What to measure and where to write it.</summary>
internal sealed record PeersOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/BatchNorm.Peers -- [options]

          --batches N    steps of each network that is timed (5000)
          --check N      batches of each peer's first job, in which all must come to the same accuracies (2000, the lesson's
                         In [5]; with fewer it is only seen that all of them answer)
          --repeats N    rounds, in each of which every peer has its turn (5)
          --output PATH  the report (docs/performance.md); what stands outside its two markers is kept
          --python PATH  the Python that has PyTorch (the first of python3 and /usr/bin/python3 that has)
          --growth       also: cost over width, depth and batch size
          --sweep        also: cost and memory of a sweep of 1,000 comparisons
          --memory       also: memory over 50,000 steps of each engine
          --lesson       also: all 18 experiments of the lesson (with the Torch engine ten minutes and more)

        MNIST is read from the folder that BATCHNORM_DATA names; without it, the synthetic digits are used.
        """;

    /// <summary>Steps of each network that is timed.</summary>
    public int Batches { get; init; } = 5_000;

    /// <summary>Batches of the first job of each peer.</summary>
    public int Check { get; init; } = InFour.ShortBatches;

    /// <summary>Rounds, in each of which every peer has its turn.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>The report.</summary>
    public string Output { get; init; } = Path.Combine("docs", "performance.md");

    /// <summary>The Python that has PyTorch, or null to look for one.</summary>
    public string? Python { get; init; }

    public bool Growth { get; init; }

    public bool Sweep { get; init; }

    public bool Memory { get; init; }

    public bool Lesson { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown, or its value is missing or wrong.</exception>
    public static PeersOptions Parse(string[] arguments)
    {
        var options = new PeersOptions();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out string? option))
        {
            options = option switch
            {
                "--batches" => options with { Batches = Count() },
                "--check" => options with { Check = Count() },
                "--repeats" => options with { Repeats = Count() },
                "--output" => options with { Output = Value() },
                "--python" => options with { Python = Value() },
                "--growth" => options with { Growth = true },
                "--sweep" => options with { Sweep = true },
                "--memory" => options with { Memory = true },
                "--lesson" => options with { Lesson = true },
                _ => throw new FormatException($"There is no option {option}."),
            };

            string Value() => rest.TryDequeue(out string? value) ? value : throw new FormatException($"{option} needs a value.");

            int Count() => int.TryParse(Value(), out int count) && count > 0
                ? count
                : throw new FormatException($"{option} needs a whole number above 0.");
        }

        return options;
    }
}
