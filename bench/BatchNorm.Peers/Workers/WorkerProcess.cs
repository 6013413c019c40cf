using BatchNorm.Data;
using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Workers;

/// <summary>
/// The other role of this program: a process that measures one peer, so that none shares memory, threads or compiled code with
/// another. Started as <c>worker NAME DATA [THREADS]</c>, where NAME is an engine or <see cref="TorchSharpName"/>.
/// </summary>
internal static class WorkerProcess
{
    public const string Command = "worker";
    public const string TorchSharpName = "TorchSharp";

    /// <summary>Answers requests until there are no more. One that fails is answered too, and the next may succeed.</summary>
    public static void Run(string[] arguments)
    {
        TextWriter output = Console.Out;
        Console.SetOut(Console.Error); // only messages may reach the harness
        IWorker? worker = null;
        Say(() =>
        {
            IWorker created = Create(arguments);
            Greeting greeting = created.Greet();
            worker = created;
            return greeting;
        });
        while (worker is not null && Console.In.ReadLine() is { } line)
            Say(() => worker.Answer(Line.Parse<PeerRequest>(line)));

        void Say(Func<object> answer) => output.WriteLine(Line.Of(Try(answer)));
    }

    private static object Try(Func<object> answer)
    {
        try
        {
            return answer();
        }
#pragma warning disable CA1031 // whatever went wrong is the harness's to report
        catch (Exception error)
        {
            return new Failure($"{error.GetType().Name}: {error.Message}");
        }
#pragma warning restore CA1031
    }

    private static IWorker Create(string[] arguments)
    {
        string name = arguments[0];
        Dataset dataset = DatasetReader.ReadAsync(arguments[1]).GetAwaiter().GetResult();
        if (name != TorchSharpName)
            return new EngineWorker(Enum.Parse<EngineKind>(name), dataset);

        int threads = arguments.Length > 2 ? int.Parse(arguments[2]) : Environment.ProcessorCount;
        return new TorchSharpLoop(dataset, threads);
    }
}
