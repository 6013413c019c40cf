namespace BatchNorm.Build;

/// <summary>Writes a file that appears whole or not at all, for all tools of the build, each of which compiles this into itself.</summary>
internal static class WholeFile
{
    public static void Write(string path, byte[] bytes)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary); // gone already, unless something failed
        }
    }
}
