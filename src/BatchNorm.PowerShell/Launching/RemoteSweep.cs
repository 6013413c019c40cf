using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using BatchNorm.Files;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>
/// A sweep's folder on another computer, and the way of files between it and the one here: whole or not at all, those that are missing only, many
/// at a time. A name that comes from there is taken only where it is one that a sweep has.
/// </summary>
internal sealed partial class RemoteSweep(RemoteComputer computer, string folder, string remoteFolder)
{
    /// <summary>Bytes that go over the line at once, by and large.</summary>
    private const int Batch = 4 << 20;

    /// <summary>What is larger stays where it is: the checkpoint of a network so large is made anew sooner than it is sent.</summary>
    private const long LargestFile = 64 << 20;

    private static readonly string[] SentRooms = ["cells", "runs", "checkpoints"];

    private static readonly string[] ReceivedRooms = ["runs", "errors"];

    private const string ExistsScript = "param($path) [System.IO.File]::Exists($path)";

    private const string MakeFolderScript = "param($path) $null = [System.IO.Directory]::CreateDirectory($path)";

    private const string ListScript = """
        param($folder, $rooms)
        foreach ($room in $rooms) {
            $path = [System.IO.Path]::Combine($folder, $room)
            if (-not [System.IO.Directory]::Exists($path)) { continue }
            foreach ($file in [System.IO.DirectoryInfo]::new($path).EnumerateFiles()) { "$room/$($file.Name)|$($file.Length)" }
        }
        """;

    private const string ReadScript = """
        param($folder, $names)
        foreach ($name in $names) {
            $path = [System.IO.Path]::Combine($folder, $name)
            if ([System.IO.File]::Exists($path)) { [pscustomobject]@{ Name = $name; Bytes = [System.IO.File]::ReadAllBytes($path) } }
        }
        """;

    private const string WriteScript = """
        param($folder, $files)
        $ErrorActionPreference = 'Stop'
        foreach ($name in $files.Keys) {
            $path = [System.IO.Path]::Combine($folder, $name)
            $room = [System.IO.Path]::GetDirectoryName($path)
            $null = [System.IO.Directory]::CreateDirectory($room)
            $temporary = [System.IO.Path]::Combine($room, ".$([System.IO.Path]::GetFileName($path)).$([guid]::NewGuid().ToString('N')).tmp")
            [System.IO.File]::WriteAllBytes($temporary, $files[$name])
            [System.IO.File]::Move($temporary, $path, $true)
        }
        """;

    /// <summary>What <see cref="Sweeps.SweepFolder.Begin"/> does of it that matters to workers.</summary>
    private const string BeginScript = """
        param($folder)
        $ErrorActionPreference = 'Stop'
        [System.IO.File]::Delete([System.IO.Path]::Combine($folder, 'stop'))
        $errors = [System.IO.Path]::Combine($folder, 'errors')
        $leases = [System.IO.Path]::Combine($folder, 'leases')
        if (-not [System.IO.Directory]::Exists($errors)) { return }
        $before = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine($errors, 'before')).FullName
        foreach ($file in [System.IO.Directory]::GetFiles($errors, '*.json')) {
            $name = [System.IO.Path]::GetFileName($file)
            if ($name.StartsWith('.')) { continue }
            if ($name.EndsWith('.final.json') -and [System.IO.Directory]::Exists($leases)) {
                foreach ($lease in [System.IO.Directory]::GetFiles($leases, ($name -replace '\.final\.json$', '.*'))) { [System.IO.File]::Delete($lease) }
            }
            [System.IO.File]::Move($file, [System.IO.Path]::Combine($before, $name), $true)
        }
        """;

    private const string Definition = "sweep.json";

    /// <summary>Whether a file of the sweep here is seen there too: then both are the same folder.</summary>
    /// <param name="path">A file that was just made here, under a name that nobody else gives.</param>
    /// <param name="cancellation">Gives up.</param>
    public bool Sees(string path, CancellationToken cancellation)
    {
        string remote = $"{remoteFolder}/{Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')}";
        return computer.Run(ExistsScript, new Hashtable { ["path"] = remote }, cancellation) is [{ BaseObject: true }];
    }

    /// <summary>Makes the folder that workers write to: without it none starts.</summary>
    public void MakeLogFolder(CancellationToken cancellation) => Make($"{remoteFolder}/logs", cancellation);

    /// <summary>
    /// Lets workers work there, as they are let here: takes the mark to stop away, and puts away failures of an earlier time, which would come back
    /// from there otherwise.
    /// </summary>
    /// <exception cref="LaunchException">The folder there is another sweep's or cannot be made or written to.</exception>
    public void Begin(CancellationToken cancellation)
    {
        Found(cancellation);
        computer.Run(BeginScript, new Hashtable { ["folder"] = remoteFolder }, cancellation);
    }

    /// <summary>
    /// Fetches what was done and what failed there, and sends what is not there: the sweep itself, its cells, what is done and what is under way.
    /// What is in both places stays as it is in both.
    /// </summary>
    /// <returns>How many files came.</returns>
    /// <exception cref="LaunchException">The folder there is another sweep's or cannot be made.</exception>
    /// <exception cref="IOException">What came cannot be written, or the sweep cannot be read.</exception>
    public int Exchange(CancellationToken cancellation)
    {
        Found(cancellation);
        int received = Receive(cancellation);
        Send(cancellation);
        return received;
    }

    /// <summary>Makes the folder there, or sees to it that it is this sweep's.</summary>
    private void Found(CancellationToken cancellation)
    {
        byte[] definition = File.ReadAllBytes(Path.Combine(folder, Definition));
        Make(remoteFolder, cancellation);
        if (Read([Definition], cancellation).FirstOrDefault().Bytes is not { } there)
            Write([(Definition, definition)], cancellation);
        else if (!there.AsSpan().SequenceEqual(definition))
            throw new LaunchException(LaunchProblem.OtherSweep, $"The folder '{remoteFolder}' on '{computer.Name}' is that of another sweep.");
    }

    private void Send(CancellationToken cancellation)
    {
        HashSet<string> known = [.. List(SentRooms, cancellation).Select(file => file.Name)];
        foreach ((string Name, long)[] batch in Batches(ListHere().Where(file => !known.Contains(file.Name))))
            Write(batch.Select(file => (file.Name, Bytes: ReadHere(file.Name))).Where(file => file.Bytes is not null)!, cancellation);
    }

    private int Receive(CancellationToken cancellation)
    {
        int received = 0;
        IEnumerable<(string Name, long)> missing = List(ReceivedRooms, cancellation).Where(file => !File.Exists(Path.Combine(folder, file.Name)));
        foreach ((string Name, long)[] batch in Batches(missing))
        {
            foreach ((string name, byte[] bytes) in Read([.. batch.Select(file => file.Name)], cancellation))
            {
                string path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                AtomicFile.Write(path, overwrite: true, stream => stream.Write(bytes));
                received++;
            }
        }

        return received;
    }

    private void Make(string path, CancellationToken cancellation)
    {
        try
        {
            computer.Run(MakeFolderScript, new Hashtable { ["path"] = path }, cancellation);
        }
        catch (LaunchException error) when (error.Problem == LaunchProblem.WorkerNotStarted)
        {
            throw new LaunchException(LaunchProblem.SweepFolderNotFound, $"The folder '{path}' is not on '{computer.Name}' and cannot be made there. {error.Message}", error);
        }
    }

    private List<(string Name, long Length)> List(string[] rooms, CancellationToken cancellation)
    {
        var files = new List<(string Name, long Length)>();
        foreach (PSObject line in computer.Run(ListScript, new Hashtable { ["folder"] = remoteFolder, ["rooms"] = rooms }, cancellation))
        {
            string[] fields = $"{line.BaseObject}".Split('|');
            if (fields.Length == 2 && FileName().IsMatch(fields[0])
                && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out long length) && length <= LargestFile)
                files.Add((fields[0], length));
        }

        return files;
    }

    private IEnumerable<(string Name, long Length)> ListHere() =>
        from room in SentRooms
        let path = Path.Combine(folder, room)
        where Directory.Exists(path)
        from file in new DirectoryInfo(path).EnumerateFiles()
        let name = $"{room}/{file.Name}"
        where FileName().IsMatch(name) && file.Length <= LargestFile
        select (name, file.Length);

    /// <summary>The bytes of a file; null where it is gone: checkpoints are removed once their run is done.</summary>
    private byte[]? ReadHere(string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private IEnumerable<(string Name, byte[] Bytes)> Read(string[] names, CancellationToken cancellation)
    {
        foreach (PSObject file in computer.Run(ReadScript, new Hashtable { ["folder"] = remoteFolder, ["names"] = names }, cancellation))
        {
            if (RemoteComputer.Value<string>(file, "Name") is { } name && names.Contains(name) && RemoteComputer.Value<byte[]>(file, "Bytes") is { } bytes)
                yield return (name, bytes);
        }
    }

    private void Write(IEnumerable<(string Name, byte[] Bytes)> files, CancellationToken cancellation)
    {
        var named = new Hashtable();
        foreach ((string name, byte[] bytes) in files)
            named[name] = bytes;
        computer.Run(WriteScript, new Hashtable { ["folder"] = remoteFolder, ["files"] = named }, cancellation);
    }

    private static IEnumerable<(string Name, long Length)[]> Batches(IEnumerable<(string Name, long Length)> files)
    {
        var batch = new List<(string Name, long Length)>();
        foreach ((string Name, long Length) file in files)
        {
            batch.Add(file);
            if (batch.Sum(some => some.Length) < Batch)
                continue;
            yield return [.. batch];
            batch.Clear();
        }

        if (batch.Count > 0)
            yield return [.. batch];
    }

    /// <summary>The names of the files that go between computers, without what would lead out of the folder.</summary>
    [GeneratedRegex(
        @"^(cells/[0-9a-f]{16}\.jsonl|runs/[0-9a-f]{32}\.(with|without)\.json|checkpoints/[0-9a-f]{32}\.(with|without)\.safetensors"
        + @"|errors/[0-9a-f]{32}\.(with|without)\.([0-9]{1,6}|final)\.json|errors/[A-Za-z0-9_-]{1,255}\.[A-Za-z]{1,32}\.machine\.json)\z")]
    private static partial Regex FileName();
}
