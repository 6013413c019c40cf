using System.Security.Cryptography;

namespace BatchNorm.Data;

/// <summary>
/// Reads IDX files of bytes and, for images, of float32 numbers: the format MNIST is published in. Plain files and gzip files are told apart by their first
/// bytes.
/// </summary>
public static class IdxFile
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file, plain or gzip; one named .gz must be gzip.</param>
    /// <param name="content">What it must hold.</param>
    /// <param name="cancellation">Checked while the file is unpacked.</param>
    /// <exception cref="DatasetException">The file cannot be read, or is not what it should be.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static IdxArray Read(string path, IdxContent content, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return With(path, file => new IdxReader(file, path, content).Read(Array.MaxLength, cancellation));
    }

    /// <summary>The digest of a file as it is, packed or not.</summary>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    internal static string Sha256(string path) => With(path, file => Convert.ToHexStringLower(SHA256.HashData(file)));

    private static T With<T>(string path, Func<FileStream, T> read)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return read(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, $"The file '{path}' cannot be read: {error.Message}", error);
        }
    }
}
