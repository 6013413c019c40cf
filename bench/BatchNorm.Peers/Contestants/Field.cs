using System.ComponentModel;
using System.Diagnostics;
using BatchNorm.Peers.Protocol;

namespace BatchNorm.Peers.Contestants;

/// <summary>The processes that are measured in turn, and who is not among them.</summary>
internal sealed class Field : IDisposable
{
    private readonly List<PeerProcess> _peers = [];
    private readonly List<string> _leftOut = [];

    /// <summary>Starts a process for each contestant that can be started here.</summary>
    /// <param name="dataFolder">What all of them read.</param>
    /// <param name="python">The Python that has PyTorch, or null to look for one.</param>
    public Field(string dataFolder, string? python)
    {
        IEnumerable<Contestant> pyTorch = [];
        if (FindPython(python) is { } found)
            pyTorch = Contestant.PyTorch(found);
        else
            LeaveOut("PyTorch", "no Python here can import torch; on Debian: apt-get install python3-torch.");

        foreach (Contestant contestant in pyTorch.Concat(Contestant.TorchSharp()).Concat(Contestant.Engines()))
        {
            try
            {
                _peers.Add(PeerProcess.Start(contestant, dataFolder));
            }
            catch (PeerException error)
            {
                LeaveOut(contestant.Name, error.Message);
            }
        }
    }

    /// <summary>All of them, in the order of their turns.</summary>
    public IReadOnlyList<PeerProcess> Peers => _peers;

    /// <summary>Who was left out, of what, and the reason.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Whether someone was left out because something went wrong.</summary>
    public bool HasFailures { get; private set; }

    /// <summary>Takes a peer out of a contest.</summary>
    public void LeaveOut(PeerProcess peer, string contest, PeerException error)
    {
        HasFailures |= !error.IsRefusal;
        LeaveOut($"{contest}, {peer.Name}", error.Message);
    }

    public void Dispose() => _peers.ForEach(peer => peer.Dispose());

    private void LeaveOut(string who, string reason)
    {
        Console.Error.WriteLine($"{who}: {reason}");
        _leftOut.Add($"{who}: {reason}");
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
