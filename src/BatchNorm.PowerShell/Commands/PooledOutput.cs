namespace BatchNorm.PowerShell.Commands;

/// <summary>What the parameters of a cmdlet with a pool of trainings are.</summary>
internal static class PooledOutput
{
    public const string ThrottleHelp =
        "Networks trained at a time, each on one thread, 1 to 1024: as many as there are processors unless given. Results do not depend on it.";

    public const string ThrottleDefault = "the number of processors";

    public const string UnorderedHelp = "Writes each result as soon as its training ends, and not in the order in which they were asked for.";

    public const int MostThreads = 1024;
}
