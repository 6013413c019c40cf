using System.Diagnostics;
using BatchNorm.Data;
using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Workers;

/// <summary>
/// The other role of this program: a process that measures one peer, so that none shares memory, threads or compiled code with
/// another. Started as <c>worker NAME DATA [--threads N]</c>, where NAME is an engine or <see cref="TorchSharpName"/>.
/// </summary>
internal static class WorkerProcess
{
    public const string Command = "worker";
    public const string TorchSharpName = "TorchSharp";

    /// <summary>Answers requests until there are no more. One that fails is answered too, and the next may succeed.</summary>
    public static void Run(string name, string dataFolder, int? threads)
    {
        TextWriter output = Console.Out;
        Console.SetOut(Console.Error); // only messages may reach the harness
        Dataset? dataset = null;
        var peers = new Dictionary<int, IPeer>(); // by how small their images are
        Say(() =>
        {
            Dataset read = DatasetReader.ReadAsync(dataFolder).GetAwaiter().GetResult();
            IPeer peer = Create(name, read, threads);
            Greeting greeting = peer.Greet();
            peers.Add(1, peer);
            dataset = read;
            return greeting;
        });
        while (dataset is not null && Console.In.ReadLine() is { } line)
        {
            Say(() =>
            {
                PeerRequest request = Line.Parse<PeerRequest>(line);
                return Answer(PeerFor(request.Shrink), request);
            });
        }

        void Say(Func<object> answer) => output.WriteLine(Line.Of(Try(answer)));

        IPeer PeerFor(int shrink)
        {
            if (!peers.TryGetValue(shrink, out IPeer? peer))
            {
                peer = Create(name, ShrunkImages.Of(dataset, shrink), threads);
                peer.Greet();
                peers.Add(shrink, peer);
            }

            return peer;
        }
    }

    private static object Try(Func<object> answer)
    {
        try
        {
            return answer();
        }
        catch (NotSupportedException refusal)
        {
            return new Failure(refusal.Message, IsRefusal: true);
        }
#pragma warning disable CA1031 // whatever went wrong is the harness's to report
        catch (Exception error)
        {
            return new Failure($"{error.GetType().Name}: {error.Message}", IsRefusal: false);
        }
#pragma warning restore CA1031
    }

    private static IPeer Create(string name, Dataset dataset, int? threads) => name == TorchSharpName
        ? new TorchSharpPeer(dataset, threads ?? Environment.ProcessorCount)
        : new EnginePeer(Enum.Parse<EngineKind>(name), dataset);

    private static object Answer(IPeer peer, PeerRequest request)
    {
        if (request is PairRequest { Experiment: { } both })
        {
            var clock = Stopwatch.StartNew();
            peer.TrainPair(both);
            return new RateAnswer(both.TrainingBatches / clock.Elapsed.TotalSeconds);
        }

        var (experiment, useBatchNorm) = (NetworkRequest)request;
        using ITrainee trainee = peer.Create(experiment, useBatchNorm);
        switch (request)
        {
            case TrainRequest train:
                for (int step = 0; step < experiment.TrainingBatches; step++)
                    trainee.Step();
                (double accuracy, double loss) = trainee.Test(train.Images);
                using (var process = Process.GetCurrentProcess())
                    return new TrainAnswer(accuracy, loss, process.PeakWorkingSet64);
            case StepsRequest steps:
                return new RateAnswer(Rate(trainee.Step, steps.Seconds));
            case InferRequest infer:
                return new RateAnswer(infer.Images * Rate(() => trainee.Test(infer.Images), infer.Seconds));
            default:
                throw new NotSupportedException($"There is no answer to {request.GetType().Name}.");
        }
    }

    /// <summary>How often a second something can be done, over so many seconds and at least once, after a fifth as long to warm up.</summary>
    private static double Rate(Action work, double seconds)
    {
        Measure(seconds / 5);
        return Measure(seconds);

        double Measure(double least)
        {
            var clock = Stopwatch.StartNew();
            for (int count = 1; ; count++)
            {
                work();
                if (clock.Elapsed.TotalSeconds is var elapsed && elapsed >= least)
                    return count / elapsed;
            }
        }
    }
}
