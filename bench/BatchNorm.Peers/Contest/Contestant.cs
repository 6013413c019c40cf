using System.Diagnostics;
using System.Reflection;
using BatchNorm.Peers.Workers;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Contest;

/// <summary>One who can be measured.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Family">Which software it is.</param>
/// <param name="Engine">The engine, where it is this module.</param>
/// <param name="Threads">The threads a peer is told to use, or null for its own default.</param>
/// <param name="Program">Starts its process: a program and its arguments, the data's folder excepted.</param>
internal sealed record Contestant(
    string Name, Family Family, EngineKind? Engine, int? Threads, IReadOnlyList<string> Program)
{
    /// <summary>What tells OpenMP and OpenBLAS how many threads to start: set or removed, never inherited.</summary>
    private static readonly string[] ThreadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>This module with one of its engines.</summary>
    public static Contestant Of(EngineKind engine) => new(
        $"BatchNorm, {engine} engine", Family.Module, engine, null, [.. OwnProgram, WorkerProcess.Command, engine.ToString()]);

    /// <summary>The plain TorchSharp loop.</summary>
    public static Contestant TorchSharp(int? threads) => new(
        $"TorchSharp loop, {Describe(threads)}", Family.TorchSharp, null, threads,
        [.. OwnProgram, WorkerProcess.Command, WorkerProcess.TorchSharpName]);

    /// <summary>The plain PyTorch loop.</summary>
    public static Contestant PyTorch(string python, int? threads) => new(
        $"PyTorch, {Describe(threads)}", Family.PyTorch, null, threads,
        [python, Path.Combine(AppContext.BaseDirectory, "pytorch_loop.py")]);

    /// <summary>How to start its process.</summary>
    public ProcessStartInfo StartInfo(string dataFolder)
    {
        string[] threadArguments = Threads is not { } count ? []
            : Family == Family.PyTorch ? ["--threads", count.ToString()]
            : [count.ToString()];
        var start = new ProcessStartInfo(Program[0], [.. Program.Skip(1), dataFolder, .. threadArguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string variable in ThreadVariables)
        {
            start.Environment.Remove(variable);
            if (Threads is { } value)
                start.Environment.Add(variable, value.ToString());
        }

        return start;
    }

    private static string Describe(int? threads) => threads switch
    {
        null => "default threads",
        1 => "one thread",
        _ => $"{threads} threads",
    };

    /// <summary>This program: started by its own name, or by "dotnet" and a file.</summary>
    private static string[] OwnProgram =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
            ? [Environment.ProcessPath!, Assembly.GetExecutingAssembly().Location]
            : [Environment.ProcessPath!];
}
