namespace BatchNorm.Sweeps.Launching;

/// <summary>Runs the programs of schedulers and of the system to their ends.</summary>
public interface ICommandRunner
{
    /// <summary>Runs a program to its end. It has nothing to read, so it asks nothing.</summary>
    /// <param name="program">The program, by its path or by a name that the search path has.</param>
    /// <param name="arguments">Its arguments, each handed over as it is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    /// <exception cref="TimeoutException">It did not end in time, and was ended.</exception>
    /// <exception cref="IOException">It cannot be started, or wrote more than can be an answer.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    CommandResult Run(string program, IReadOnlyList<string> arguments, CancellationToken cancellation = default);
}
