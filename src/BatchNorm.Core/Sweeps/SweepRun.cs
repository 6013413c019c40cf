using BatchNorm.Settings;

namespace BatchNorm.Sweeps;

/// <summary>One network to be trained: what workers claim, train and keep.</summary>
/// <param name="Key">The key of its settings.</param>
/// <param name="UseBatchNorm">Whether the hidden layers are normalized.</param>
/// <param name="Settings">Its settings; those of batch normalization are null in a network without.</param>
public sealed record SweepRun(string Key, bool UseBatchNorm, Experiment Settings)
{
    /// <summary>The name of its files, before what tells what they are of: "0123...cdef.with".</summary>
    internal string FileName => NameOf(Key, UseBatchNorm);

    /// <summary>The name of the files of a run.</summary>
    internal static string NameOf(string key, bool useBatchNorm) => $"{key}.{(useBatchNorm ? "with" : "without")}";

    /// <summary>What it is, in short.</summary>
    public override string ToString() => $"{(UseBatchNorm ? "With" : "Without")} Batch Norm, {Settings}";
}
