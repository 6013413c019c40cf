using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace BatchNorm;

/// <summary>The rules of the layout, held against the sources: a folder is a room, and dependencies point one way.</summary>
public partial class ArchitectureTests
{
    private static readonly string Core = Path.GetFullPath(Path.Combine(ThisFolder(), "../../src/BatchNorm.Core"));

    /// <summary>What each room may use; a room that is not named here fails the test, so that it is thought about.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Collections"] = [],
        ["Files"] = [],
        ["Randomness"] = [],
        ["Settings"] = [],
        ["Statistics"] = [],
        ["Data"] = ["Files", "Randomness"],
        ["Networks"] = ["Collections", "Randomness", "Settings", "Data"],
        ["Optimizers"] = ["Networks", "Settings"],
        ["Engines"] = ["Data", "Networks", "Optimizers", "Randomness", "Settings"],
        ["Engines.Simd"] =
        [
            "Engines", "Engines.Simd.Convolutional", "Engines.Simd.Dense", "Engines.Simd.Layers", "Engines.Simd.Memory",
            "Engines.Simd.Recurrent", "Engines.Simd.Vectors", "Data", "Networks", "Optimizers", "Settings",
        ],
        ["Engines.Simd.Memory"] = [],
        ["Engines.Simd.Vectors"] = [],
        ["Engines.Simd.Sums"] = ["Engines.Simd.Memory", "Engines.Simd.Vectors"],
        ["Engines.Simd.Products"] = ["Engines.Simd.Memory", "Engines.Simd.Vectors", "Data"],
        ["Engines.Simd.Layers"] = ["Engines.Simd.Memory", "Engines.Simd.Products", "Engines.Simd.Vectors", "Data", "Networks", "Randomness"],
        ["Engines.Simd.Dense"] =
        [
            "Engines.Simd.Layers", "Engines.Simd.Memory", "Engines.Simd.Products", "Engines.Simd.Sums", "Engines.Simd.Vectors", "Data", "Networks", "Settings",
        ],
        ["Engines.Simd.Convolutional"] =
        [
            "Engines.Simd.Layers", "Engines.Simd.Memory", "Engines.Simd.Products", "Engines.Simd.Vectors", "Data", "Networks", "Settings",
        ],
        ["Engines.Simd.Recurrent"] =
        [
            "Engines.Simd.Layers", "Engines.Simd.Memory", "Engines.Simd.Products", "Engines.Simd.Sums", "Engines.Simd.Vectors", "Data", "Networks", "Randomness",
        ],
        ["Engines.Torch"] = ["Engines", "Data", "Networks", "Optimizers", "Randomness", "Settings"],
        ["Testing"] = ["Collections", "Engines", "Data", "Settings"],
        ["Sweeps.Launching"] = ["Files"],
        ["Training"] = ["Collections", "Settings", "Statistics", "Engines", "Engines.Simd", "Engines.Torch", "Optimizers", "Testing", "Data", "Networks"],
        ["Experiments"] = ["Collections", "Training", "Testing", "Engines", "Optimizers", "Data", "Networks", "Settings"],
        ["Measurements"] = ["Experiments", "Training", "Statistics", "Settings"],
        ["Claims"] = ["Measurements", "Experiments", "Training", "Statistics", "Settings"],
        ["Selection"] = ["Experiments", "Training", "Settings"],
        ["Storage"] = ["Collections", "Files", "Randomness", "Settings", "Training", "Engines", "Optimizers", "Networks", "Data"],
        ["Sweeps"] = ["Collections", "Files", "Storage", "Experiments", "Training", "Engines", "Data", "Networks", "Settings"],
        ["Exporting"] = ["Files", "Storage", "Experiments", "Training", "Settings"],
        ["Plotting"] = ["Files", "Measurements", "Statistics", "Experiments", "Training", "Settings"],
        ["Reporting"] = ["Files", "Plotting", "Measurements", "Statistics", "Experiments", "Training", "Settings"],
    };

    [Fact]
    public void Every_room_uses_only_the_rooms_below_it()
    {
        string[] violations =
        [
            .. from file in Sources()
               let room = Room(Path.GetRelativePath(Core, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.'))
               from used in Usings(file, "BatchNorm.").Select(Room)
               where used != room && !MayUse[room].Contains(used)
               select $"{Path.GetRelativePath(Core, file)} uses {used}",
        ];

        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("TorchSharp", "Engines/Torch")]
    [InlineData("ScottPlot", "Plotting")]
    [InlineData("SkiaSharp", "Plotting")]
    [InlineData("MathNet.Numerics", "Statistics")]
    [InlineData("Google.Protobuf", "Storage")]
    [InlineData("Parquet", "Exporting/Tables")]
    [InlineData("System.Management.Automation", "nowhere")]
    public void A_library_is_touched_in_one_room_only(string library, string room)
    {
        string[] violations =
        [
            .. Sources()
                .Where(file => File.ReadAllText(file).Contains($"using {library}", StringComparison.Ordinal)
                    || File.ReadAllText(file).Contains($"using static {library}", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(Core, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(file => !file.StartsWith(room + "/", StringComparison.Ordinal)),
        ];

        Assert.Empty(violations);
    }

    private static string[] Sources()
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(Core, "*.cs", SearchOption.AllDirectories)
                .Where(file => !Path.GetRelativePath(Core, file).StartsWith("obj", StringComparison.Ordinal)
                    && !Path.GetRelativePath(Core, file).StartsWith("bin", StringComparison.Ordinal)),
        ];
        Assert.True(files.Length > 50, $"The sources are not where the test looks for them: {Core}.");
        return files;
    }

    private static IEnumerable<string> Usings(string file, string prefix) =>
        from line in File.ReadLines(file)
        let match = UsingLine().Match(line)
        where match.Success && match.Groups[1].Value.StartsWith(prefix, StringComparison.Ordinal)
        select match.Groups[1].Value[prefix.Length..];

    /// <summary>The room of a namespace: its first part, and the engine's where there is one, of the Simd engine its rooms; of sweeps their launchers.</summary>
    private static string Room(string name)
    {
        string[] parts = name.Split('.');
        int length = parts[0] == "Sweeps" ? 2 : parts[0] != "Engines" ? 1 : parts.Length > 1 && parts[1] == "Simd" ? 3 : 2;
        return string.Join('.', parts.Take(length));
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^using (?:static )?([\w.]+);")]
    private static partial Regex UsingLine();
}
