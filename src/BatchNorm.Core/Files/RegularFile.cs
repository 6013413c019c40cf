using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BatchNorm.Files;

/// <summary>
/// Tells files, whose content can be replaced, from devices and pipes that go by a name among them: a new file in the place of /dev/null would
/// end it for the whole machine.
/// </summary>
internal static partial class RegularFile
{
    // Of Linux's headers: fcntl.h, linux/stat.h. struct statx is the same on every processor.
    private const int CurrentFolder = -100;
    private const uint TypeOnly = 1;
    private const int StatusLength = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Whether a path that something has is known to be that of a device, a pipe or a socket. Links are followed.</summary>
    public static bool IsKnownToBeNone(string path)
    {
        if (!OperatingSystem.IsLinux())
            return false;

        Span<byte> status = stackalloc byte[StatusLength];
        return Status(CurrentFolder, path, 0, TypeOnly, ref MemoryMarshal.GetReference(status)) == 0
            && (BinaryPrimitives.ReadUInt16LittleEndian(status[ModeOffset..]) & TypeMask) != Regular;
    }

    /// <summary>statx(2): what the system knows of a file.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
}
