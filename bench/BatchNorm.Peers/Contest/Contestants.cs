using System.ComponentModel;
using System.Diagnostics;
using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Contest;

/// <summary>All who can be measured on this machine, and who cannot.</summary>
internal sealed class Contestants
{
    private readonly DataFolder _data;
    private readonly string? _python;
    private readonly Dictionary<string, string> _skipped = [];
    private readonly List<string> _versions = [];

    public Contestants(DataFolder data, string? python)
    {
        _data = data;
        _python = FindPython(python);
        if (_python is null)
            _skipped.Add("PyTorch", "no Python here can import torch; on Debian: apt-get install python3-torch.");
    }

    /// <summary>Who was skipped, each with the reason.</summary>
    public IReadOnlyList<string> Skipped => [.. _skipped.Select(pair => $"{pair.Key}: {pair.Value}")];

    /// <summary>Who was measured: names, versions and threads.</summary>
    public IReadOnlyList<string> Versions => _versions;

    /// <summary>The engines of this module, whatever there are; Auto is but a choice among them.</summary>
    public static IReadOnlyList<Contestant> Engines =>
        [.. Enum.GetValues<EngineKind>().Where(engine => engine != EngineKind.Auto).Select(Contestant.Of)];

    /// <summary>Starts a process for each that can be started; the others are skipped.</summary>
    public Field StartAll()
    {
        var started = new List<PeerProcess>();
        foreach (Contestant contestant in All())
        {
            try
            {
                PeerProcess peer = Start(contestant);
                started.Add(peer);
                (string version, int threads) = peer.Greeting;
                _versions.Add($"{contestant.Name}: {version}, says that it uses {threads} thread(s)");
            }
            catch (PeerException error)
            {
                _skipped.Add(contestant.Name, error.Message);
            }
        }

        return new Field(started);
    }

    /// <summary>Starts a fresh process for each engine when its turn comes; those that were skipped are left out.</summary>
    public IEnumerable<PeerProcess> StartEngines() => Engines
        .Where(engine => !_skipped.ContainsKey(engine.Name))
        .Select(Start);

    /// <summary>Starts a process of its own.</summary>
    /// <exception cref="PeerException">It cannot be measured here.</exception>
    public PeerProcess Start(Contestant contestant)
    {
        Progress.Say($"starting {contestant.Name}");
        return PeerProcess.Start(contestant, _data.Path);
    }

    private IEnumerable<Contestant> All()
    {
        if (_python is not null)
        {
            yield return Contestant.PyTorch(_python, threads: 1);
            yield return Contestant.PyTorch(_python, threads: null);
        }

        yield return Contestant.TorchSharp(threads: 1);
        yield return Contestant.TorchSharp(threads: null);
        foreach (Contestant engine in Engines)
            yield return engine;
    }

    /// <summary>Debian puts torch beside /usr/bin/python3, which need not be the first on the path.</summary>
    private static string? FindPython(string? given) =>
        new[] { given ?? "python3", given ?? "/usr/bin/python3" }.FirstOrDefault(HasTorch);

    private static bool HasTorch(string python)
    {
        try
        {
            var start = new ProcessStartInfo(python, ["-c", "import torch"]) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
