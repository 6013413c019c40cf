using BatchNorm.Settings;

namespace BatchNorm.Sweeps;

/// <summary>
/// Hands the runs that are left to a worker's threads, in the order of the cells from where it begins: one pass through the cells serves all threads. While others train
/// what a pass left, only that is looked at again, and the cells only now and then, as some may have been added.
/// </summary>
/// <param name="sweep">The sweep.</param>
/// <param name="failures">Its failures.</param>
/// <param name="cells">The keys of the cells to work on, or null for all.</param>
/// <param name="startAt">Where in the cells a pass begins, from 0 to below 1.</param>
internal sealed class RunSource(SweepFolder sweep, FailureRoom failures, IReadOnlySet<string>? cells, double startAt = 0)
{
    /// <summary>Looks at what was left before the cells are gone through again.</summary>
    private const int LooksBetweenPasses = 15;

    private readonly List<SweepRun> _left = []; // also the lock
    private readonly HashSet<EngineKind> _without = [];
    private IEnumerator<SweepRun>? _pass;
    private int _number;
    private int _looks;
    private int _claimed;
    private int _awaited;
    private int _endedBefore = int.MaxValue;

    /// <summary>The next run that is neither kept nor failed; null where the pass is over.</summary>
    /// <param name="pass">Which pass it is of.</param>
    public SweepRun? Next(out int pass)
    {
        lock (_left)
        {
            pass = _number;
            try
            {
                _pass ??= Begin();
                while (_pass.MoveNext())
                {
                    SweepRun run = _pass.Current;
                    if (!_without.Contains(run.Settings.Engine) && !sweep.IsKept(run) && !failures.IsFinal(run))
                        return run;
                }

                return null;
            }
            catch
            {
                _pass?.Dispose();
                _pass = null; // whoever asks again begins again: what threw would take itself for over
                throw;
            }
        }
    }

    /// <summary>Takes note that an engine cannot compute on this machine: its runs are left to others, and not waited for.</summary>
    public void LeaveOut(EngineKind engine)
    {
        lock (_left)
            _without.Add(engine);
    }

    /// <summary>Claims a run that was handed out. Where that fails with an error, the run is looked at again, and the worker stays for it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="claim">Claims it.</param>
    public T Try<T>(SweepRun run, Func<SweepRun, T> claim)
    {
        try
        {
            return claim(run);
        }
        catch
        {
            Leave(run, isAwaited: true);
            throw;
        }
    }

    /// <summary>Takes note that a run was claimed.</summary>
    public void Claim()
    {
        lock (_left)
            _claimed++;
    }

    /// <summary>Takes note that a run is to be looked at again.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isAwaited">Whether the worker stays for it.</param>
    /// <param name="ended">How many trainings of this worker had ended before: the next may be the one that holds the run. Not given where none holds it.</param>
    public void Leave(SweepRun run, bool isAwaited, int ended = int.MaxValue)
    {
        lock (_left)
        {
            _left.Add(run);
            _endedBefore = Math.Min(_endedBefore, ended);
            _awaited += isAwaited ? 1 : 0;
        }
    }

    /// <summary>Ends a pass that is over, unless another thread has.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="ended">How many trainings of this worker had ended before it left the first of what is left: where more have by now, it has to look again.</param>
    /// <returns>What is to be done next.</returns>
    public PassEnd End(int pass, out int ended)
    {
        lock (_left)
        {
            ended = _endedBefore;
            if (pass != _number)
                return PassEnd.GoOn;
            if (_claimed == 0 && _awaited == 0 && _looks == 0)
                return PassEnd.Finished;

            PassEnd end = _claimed == 0 && _awaited > 0 ? PassEnd.Wait : PassEnd.GoOn;
            bool isLook = _claimed == 0 && _awaited > 0 && _looks < LooksBetweenPasses;
            _looks = isLook ? _looks + 1 : 0;
            _pass?.Dispose();
            SweepRun[] left = [.. _left];
            _left.Clear();
            _pass = isLook ? ((IEnumerable<SweepRun>)left).GetEnumerator() : null;
            (_claimed, _awaited, _endedBefore) = (0, 0, int.MaxValue);
            _number++;
            return end;
        }
    }

    private IEnumerator<SweepRun> Begin()
    {
        HashSet<string> settled = sweep.KeptRuns();
        settled.UnionWith(failures.FinalRuns());
        int first = startAt > 0 ? (int)(startAt * sweep.Entries().Count()) : 0;
        IEnumerable<SweepCell> pass = Cells(settled, number => number >= first);
        return (first > 0 ? pass.Concat(Cells(settled, number => number < first)) : pass)
            .SelectMany(cell => cell.Runs)
            .Where(run => !settled.Contains(run.FileName))
            .GetEnumerator();
    }

    /// <summary>The cells with anything left to do, of those whose number in the order of all is wanted.</summary>
    private IEnumerable<SweepCell> Cells(HashSet<string> settled, Func<int, bool> isWanted)
    {
        int number = 0;
        return sweep.Cells(cell => isWanted(number++) && cells?.Contains(cell.Key) != false && cell.Runs.Any(run => !settled.Contains(run)));
    }
}
