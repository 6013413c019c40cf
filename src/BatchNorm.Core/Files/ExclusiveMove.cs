using System.Runtime.InteropServices;

namespace BatchNorm.Files;

/// <summary>
/// Moves a file to a name that nothing has, so that of several who try one wins. File.Move does not do that on Unix: it looks first and
/// renames then, and rename replaces what came up in between.
/// </summary>
internal static partial class ExclusiveMove
{
    /// <summary>EEXIST, the same on Linux and macOS.</summary>
    private const int Exists = 17;

    /// <summary>Moves a file within its folder; false when something has the new name already.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static bool TryMove(string source, string destination)
    {
        if (OperatingSystem.IsWindows())
            return TryMoveOnWindows(source, destination);
        if (Link(source, destination) == 0)
        {
            File.Delete(source);
            return true;
        }

        return Marshal.GetLastPInvokeError() != Exists && TryMoveWithoutLinks(source, destination);
    }

    private static bool TryMoveOnWindows(string source, string destination)
    {
        try
        {
            File.Move(source, destination, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(destination))
        {
            return false;
        }
    }

    /// <summary>Where the file system has no links: an empty file claims the name, and only who made it replaces it.</summary>
    private static bool TryMoveWithoutLinks(string source, string destination)
    {
        try
        {
            new FileStream(destination, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite).Dispose();
        }
        catch (IOException) when (File.Exists(destination))
        {
            return false;
        }

        File.Move(source, destination, overwrite: true);
        return true;
    }

    /// <summary>link(2): gives a file a second name, or fails where something has it.</summary>
    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string added);
}
