using System.Globalization;

namespace BatchNorm.Fuzz;

/// <summary>How many files of which kinds.</summary>
internal sealed record FuzzOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/BatchNorm.Fuzz -- [options]

          --count N      files of all kinds together (1000000)
          --seed N       fixes every file (1)
          --only KIND    files of this kind only: idx, gzip, safetensors, csv or clixml
          --first N      the number of the kind's first file (0): with --only and --count 1, one file again
          --output PATH  the folder for files that broke a promise (the system's folder for temporary files)

        Exits with 1 where a file broke a promise: another error than those documented, more than a second, more memory than the bound.
        """;

    public int Count { get; init; } = 1_000_000;

    public int Seed { get; init; } = 1;

    public string? Only { get; init; }

    public int First { get; init; }

    public string Output { get; init; } = Path.GetTempPath();

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown, or its value is missing or wrong.</exception>
    public static FuzzOptions Parse(string[] arguments)
    {
        var options = new FuzzOptions();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out string? option))
        {
            options = option switch
            {
                "--count" => options with { Count = Number(1) },
                "--seed" => options with { Seed = Number(int.MinValue) },
                "--only" => options with { Only = Value() },
                "--first" => options with { First = Number(0) },
                "--output" => options with { Output = Value() },
                _ => throw new FormatException($"There is no option {option}."),
            };

            string Value() => rest.TryDequeue(out string? value) ? value : throw new FormatException($"{option} needs a value.");

            int Number(int least) => int.TryParse(Value(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least
                ? number
                : throw new FormatException($"{option} needs a whole number of at least {least}.");
        }

        return options;
    }
}
