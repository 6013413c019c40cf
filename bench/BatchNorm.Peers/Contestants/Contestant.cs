using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Workers;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Contestants;

/// <summary>One who can be measured.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Family">Which software it is: contestants of a family differ in their settings, and the best of them counts.</param>
/// <param name="IsEngine">Whether it is an engine of this module, and the others are its peers.</param>
/// <param name="Threads">The threads it is told to use, or null for its own default.</param>
/// <param name="Program">Starts its process: a program and its arguments, the data's folder and the threads excepted.</param>
/// <param name="IsAsked">What it takes part in; what it then says that it cannot do is left out too.</param>
internal sealed record Contestant(
    string Name, string Family, bool IsEngine, int? Threads, IReadOnlyList<string> Program, Predicate<PeerRequest> IsAsked)
{
    public const string PyTorchFamily = "PyTorch", TorchSharpFamily = "TorchSharp", SimdFamily = nameof(EngineKind.Simd);

    /// <summary>What tells OpenMP and OpenBLAS how many threads to start: set or removed, never inherited.</summary>
    private static readonly string[] ThreadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>
    /// The plain PyTorch loop: one thread; as many as it likes, for the pair that this module trains on two; and, for the record, an LSTM
    /// without batch normalization that is not nn.LSTM.
    /// </summary>
    public static IEnumerable<Contestant> PyTorch(string python)
    {
        string[] loop = [python, Path.Combine(AppContext.BaseDirectory, "pytorch_loop.py")];
        yield return new("PyTorch", PyTorchFamily, false, 1, loop, _ => true);
        yield return new("PyTorch, default threads", PyTorchFamily, false, null, loop, request => request is PairRequest);
        yield return new(
            "PyTorch, cell by hand", PyTorchFamily, false, 1, [.. loop, "--by-hand"],
            request => request is NetworkRequest { UseBatchNorm: false, Experiment.Architecture: Architecture.Recurrent });
    }

    /// <summary>The plain TorchSharp loop: one thread and, for the pair, as many as it likes.</summary>
    public static IEnumerable<Contestant> TorchSharp()
    {
        string[] loop = [.. OwnProgram, WorkerProcess.Command, WorkerProcess.TorchSharpName];
        yield return new(
            "TorchSharp loop", TorchSharpFamily, false, 1, loop,
            request => request.Experiment.Architecture == Architecture.FullyConnected);
        yield return new("TorchSharp loop, default threads", TorchSharpFamily, false, null, loop, request => request is PairRequest);
    }

    /// <summary>The engines of this module, whatever there are; Auto is but a choice among them.</summary>
    public static IEnumerable<Contestant> Engines() => Enum.GetValues<EngineKind>()
        .Where(engine => engine != EngineKind.Auto)
        .Select(engine => new Contestant(
            $"{engine} engine", $"{engine}", true, null, [.. OwnProgram, WorkerProcess.Command, $"{engine}"], _ => true));

    /// <summary>How to start its process.</summary>
    public ProcessStartInfo StartInfo(string dataFolder)
    {
        string? threads = Threads?.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(Program[0], [.. Program.Skip(1), dataFolder, .. threads is null ? [] : new[] { "--threads", threads }])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string variable in ThreadVariables)
        {
            start.Environment.Remove(variable);
            if (threads is not null)
                start.Environment.Add(variable, threads);
        }

        return start;
    }

    /// <summary>This program: started by its own name, or by "dotnet" and a file.</summary>
    private static string[] OwnProgram =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
            ? [Environment.ProcessPath!, Assembly.GetExecutingAssembly().Location]
            : [Environment.ProcessPath!];
}
