namespace BatchNorm.Files;

/// <summary>What the system says of a file that cannot be written, in words and with the path that the user knows.</summary>
internal static class WriteErrors
{
    /// <summary>The error for a name that the file system has no room for.</summary>
    public static PathTooLongException NameTooLong(string path, Exception error) =>
        new($"'{path}' cannot be written: the file system has no names of this length.", error);

    /// <summary>The error as the user should see it.</summary>
    /// <param name="error">What the system says.</param>
    /// <param name="temporary">The name it says it of.</param>
    /// <param name="path">The path that the user gave.</param>
    public static IOException InUsersWords(IOException error, string temporary, string path) => error switch
    {
        PathTooLongException => NameTooLong(path, error),
        _ when IsDiskFull(error) => new IOException($"'{path}' cannot be written: the disk is full.", error),
        _ => new IOException($"'{path}' cannot be written: {error.Message.Replace(temporary, path, StringComparison.Ordinal)}", error) { HResult = error.HResult },
    };

    /// <summary>Whether somebody else holds a file: EWOULDBLOCK of Linux and of macOS; ERROR_SHARING_VIOLATION of Windows.</summary>
    public static bool IsSharingViolation(IOException error) => OperatingSystem.IsWindows()
        ? error.HResult == unchecked((int)0x80070020)
        : error.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);

    /// <summary>ENOSPC, and EDQUOT of Linux and of macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.</summary>
    private static bool IsDiskFull(IOException error) => OperatingSystem.IsWindows()
        ? error.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : error.HResult is 28 || error.HResult == (OperatingSystem.IsMacOS() ? 69 : 122);
}
