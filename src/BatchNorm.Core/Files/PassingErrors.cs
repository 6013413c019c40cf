namespace BatchNorm.Files;

/// <summary>Tells what a file system refuses for a moment, as one over a network does, from what it refuses for good.</summary>
internal static class PassingErrors
{
    // EIO, EAGAIN and EBUSY are the same on both; then EREMOTEIO, ETIMEDOUT, EHOSTDOWN, EHOSTUNREACH and ESTALE.
    private static readonly int[] Linux = [5, 11, 16, 121, 110, 112, 113, 116];
    private static readonly int[] MacOS = [5, 35, 16, 60, 64, 65, 70];

    /// <summary>ERROR_SHARING_VIOLATION, ERROR_BAD_NETPATH, ERROR_UNEXP_NET_ERR, ERROR_NETNAME_DELETED and ERROR_SEM_TIMEOUT.</summary>
    private static readonly int[] Windows = [.. ((int[])[32, 53, 59, 64, 121]).Select(code => unchecked((int)0x80070000) | code)];

    /// <summary>Whether what failed may come through when it is tried again. A full disk and missing rights do not pass by waiting.</summary>
    public static bool Has(Exception error) => error is IOException
        && (OperatingSystem.IsWindows() ? Windows : OperatingSystem.IsMacOS() ? MacOS : Linux).Contains(error.HResult);
}
