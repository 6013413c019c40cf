namespace BatchNorm.Sweeps.Launching;

/// <summary>A worker that was started as a process. Numbers of processes are used again; with the time of its start it is this one.</summary>
/// <param name="Id">The process's number on its computer.</param>
/// <param name="Started">When it was started, in UTC.</param>
public sealed record WorkerProcess(int Id, DateTime Started);
