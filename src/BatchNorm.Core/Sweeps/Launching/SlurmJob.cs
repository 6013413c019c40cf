using System.Globalization;

namespace BatchNorm.Sweeps.Launching;

/// <summary>One array job of workers as sbatch is asked for it.</summary>
internal static class SlurmJob
{
    /// <summary>
    /// The script. Slurm runs a copy of it from a folder of its own, so that nothing in it is relative; and the worker takes the shell's place, so
    /// that the signals at the time limit, at a requeue and of scancel reach it at once.
    /// </summary>
    /// <param name="submission">What it is for.</param>
    /// <param name="command">The worker.</param>
    /// <exception cref="ArgumentException">The command has a control character, or its program is no whole path.</exception>
    public static string Script(Submission submission, WorkerCommand command)
    {
        if (!Path.IsPathFullyQualified(command.Program))
            throw new ArgumentException($"'{command.Program}' is no whole path: the nodes of a cluster look for programs in other places.");

        string line = string.Join(' ', command.Arguments.Prepend(command.Program).Select(ShellText.Quoted));
        return $"""
            #!/bin/sh
            # A worker of a BatchNorm sweep, submission {submission.Id}: takes run after run until nothing is left to do.
            exec {line}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>
    /// What sbatch is called with. The environment goes along as Slurm has it by default: PSModulePath and the like are as in the session
    /// that submits, and the alternative, --export=NONE, makes Slurm run the user's login shell on every node, which fails where that is slow.
    /// The data, the module and PowerShell are named by whole paths and digests all the same.
    /// </summary>
    /// <param name="submission">What it is for.</param>
    /// <param name="sweepFolder">The sweep's folder, where workers start.</param>
    /// <param name="logFolder">Where they write what they have to say; it has to be there, or no worker starts and nothing tells why.</param>
    /// <param name="script">The script's file.</param>
    /// <param name="options">What is asked for.</param>
    public static IReadOnlyList<string> Arguments(Submission submission, string sweepFolder, string logFolder, string script, SlurmOptions options)
    {
        var arguments = new List<string>
        {
            "--parsable",
            $"--job-name={submission.JobName}",
            string.Create(CultureInfo.InvariantCulture, $"--array=0-{options.Workers - 1}"),
            string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={options.CpusPerWorker}"),
            $"--chdir={sweepFolder}",
            $"--output={LogPattern(logFolder)}",
            "--open-mode=append",
            "--requeue",
        };
        if (options.TimeLimit is not null)
            arguments.Add($"--time={options.TimeText}");
        if (options.Partition is { } partition)
            arguments.Add($"--partition={partition}");
        return [.. arguments, .. options.SbatchOptions, script];
    }

    /// <summary>Slurm puts numbers in the place of % and a letter, unless a backslash stands anywhere.</summary>
    private static string LogPattern(string folder)
    {
        ControlCharacters.Refuse(folder);
        return folder.Contains('\\', StringComparison.Ordinal)
            ? throw new ArgumentException($"Slurm cannot write its logs to '{folder}' because of the backslash. Move the sweep to a folder without one.")
            : $"{folder.Replace("%", "%%", StringComparison.Ordinal)}/%A_%a.out";
    }
}
