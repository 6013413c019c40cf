namespace BatchNorm.Sweeps;

/// <summary>What a worker's thread does when it has gone through all that was left.</summary>
internal enum PassEnd
{
    /// <summary>It goes through what is left once more.</summary>
    GoOn,

    /// <summary>Others train all that is left: it waits a while, and looks again.</summary>
    Wait,

    /// <summary>Nothing is left to it.</summary>
    Finished,
}
