using System.Globalization;

namespace BatchNorm.Sweeps;

/// <summary>A file that something changed or cut off. It is moved out of the way and kept: what is in its place can be made again.</summary>
internal static class DamagedFile
{
    /// <summary>Moves a file to a folder, under a name that nothing there has.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be moved.</exception>
    public static void SetAside(string path, string folder)
    {
        Directory.CreateDirectory(folder);
        string name = Path.GetFileName(path);
        for (int copy = 1; ; copy++)
        {
            string aside = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.damaged.{copy}"));
            if (Path.Exists(aside))
                continue;
            try
            {
                File.Move(path, aside);
            }
            catch (FileNotFoundException)
            {
                // Somebody else did it.
            }

            return;
        }
    }
}
