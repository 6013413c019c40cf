namespace BatchNorm.Settings;

/// <summary>Hashes as people are shown them.</summary>
internal static class HashText
{
    private const int ShownDigits = 12;

    /// <summary>As many digits of a hash as tell it from others at a glance; empty where there is none.</summary>
    public static string Short(string hash) => hash.Length > ShownDigits ? $"{hash[..ShownDigits]}\u2026" : hash;
}
