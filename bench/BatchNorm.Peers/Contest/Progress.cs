namespace BatchNorm.Peers.Contest;

/// <summary>Tells the one who waits what is going on; the report alone goes to standard output.</summary>
internal static class Progress
{
    public static void Say(string what) =>
        Console.Error.WriteLine(FormattableString.Invariant($"{DateTime.UtcNow:HH:mm:ss} {what}"));
}
