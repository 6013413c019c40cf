using System.Text.RegularExpressions;
using BatchNorm.Settings;
using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

/// <summary>
/// What machines cannot do for a sweep, each a file among its errors: HOST.ENGINE.machine.json. It counts against no run, and is there for people.
/// </summary>
internal sealed partial class MachineRoom(SweepFolder sweep)
{
    private const string Extension = ".machine.json";

    /// <summary>What is known of all machines, in the order of their names; what cannot be read is left out.</summary>
    public IEnumerable<MachineProblem> All() => sweep.NamesIn(sweep.Errors)
        .Where(name => name.EndsWith(Extension, StringComparison.Ordinal) && !name.StartsWith('.'))
        .Order(StringComparer.Ordinal)
        .Select(Read)
        .OfType<MachineProblem>();

    /// <summary>Keeps what was found, in the place of what was found before.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Keep(MachineProblem problem)
    {
        sweep.EnsureRoom(sweep.Errors);
        JsonFile.Write(PathOf(problem.Host, problem.Engine), problem);
    }

    /// <summary>Forgets what was found of a machine: it may have been mended since.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Forget(string host)
    {
        foreach (string path in Enum.GetValues<EngineKind>().Select(engine => PathOf(host, engine)).Where(File.Exists))
            File.Delete(path);
    }

    private string PathOf(string host, EngineKind engine) => Path.Combine(sweep.Errors, $"{Unusual().Replace(host, "_")}.{engine}{Extension}");

    private MachineProblem? Read(string name)
    {
        try
        {
            return JsonFile.Read<MachineProblem>(Path.Combine(sweep.Errors, name), MachineProblem.MostBytes);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What a machine's name has that the name of a file is better without.</summary>
    [GeneratedRegex("[^A-Za-z0-9-]")]
    private static partial Regex Unusual();
}
