using System.Diagnostics;
using System.Text.Json;
using BatchNorm.Peers.Protocol;

namespace BatchNorm.Peers.Contestants;

/// <summary>A contestant in its process; it sleeps while nothing is asked.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(Contestant contestant, Process process)
    {
        Contestant = contestant;
        _process = process;
        Greeting = Read<Greeting>();
    }

    public Contestant Contestant { get; }

    public string Name => Contestant.Name;

    /// <summary>Its version and threads, as it says itself.</summary>
    public Greeting Greeting { get; }

    /// <summary>Starts a process and waits until it has loaded the data.</summary>
    /// <exception cref="PeerException">It cannot be measured here.</exception>
    public static PeerProcess Start(Contestant contestant, string dataFolder)
    {
        Process process = Process.Start(contestant.StartInfo(dataFolder))!;
        try
        {
            return new PeerProcess(contestant, process);
        }
        catch
        {
            Stop(process);
            throw;
        }
    }

    /// <exception cref="PeerException">It failed, or has no such network.</exception>
    public TrainAnswer Train(TrainRequest request) => Ask<TrainAnswer>(request);

    /// <summary>How often a second it did what is asked: any request but <see cref="TrainRequest"/>.</summary>
    /// <exception cref="PeerException">It failed, or has no such network.</exception>
    public double Rate(PeerRequest request) => Ask<RateAnswer>(request).PerSecond;

    public void Dispose() => Stop(_process);

    private TAnswer Ask<TAnswer>(PeerRequest request)
    {
        try
        {
            _process.StandardInput.WriteLine(Line.Of(request));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended; reading tells why.
        }

        return Read<TAnswer>();
    }

    private T Read<T>()
    {
        string line = _process.StandardOutput.ReadLine()
            ?? throw new PeerException($"The process of {Name} ended without an answer; see above for what it wrote.");
        try
        {
            return Line.ParseAnswer<T>(line);
        }
        catch (JsonException)
        {
            throw new PeerException($"{Name} answered what nobody understands: {line}");
        }
    }

    /// <summary>An end of its input is how a worker is told to go; one that does not is made to.</summary>
    private static void Stop(Process process)
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
