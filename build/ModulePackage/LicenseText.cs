namespace ModulePackage;

/// <summary>Licenses in full, for what comes without.</summary>
internal static class LicenseText
{
    /// <exception cref="InvalidDataException">There is no such text here.</exception>
    public static string Of(string name)
    {
        using Stream stream = typeof(LicenseText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"There is no text of the license {name}: add it to build/ModulePackage/Licenses.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
