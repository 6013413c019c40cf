namespace BatchNorm.Sweeps.Launching;

/// <summary>The command line of a worker, whatever starts it.</summary>
/// <param name="Program">The program, by its whole path: schedulers and other computers have another search path.</param>
/// <param name="Arguments">Its arguments, as the program is to see them.</param>
public sealed record WorkerCommand(string Program, IReadOnlyList<string> Arguments);
