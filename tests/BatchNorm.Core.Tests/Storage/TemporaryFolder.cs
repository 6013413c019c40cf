namespace BatchNorm.Core.Tests.Storage;

/// <summary>A folder of a test's own, which goes when the test does.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batchnorm-");

    public string Path => _folder.FullName;

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public string UniquePath() => PathOf($"{Guid.NewGuid():N}.safetensors");

    public string Write(byte[] content)
    {
        string path = UniquePath();
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
