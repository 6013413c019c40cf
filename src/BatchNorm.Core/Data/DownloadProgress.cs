namespace BatchNorm.Data;

/// <summary>How far the download of one file is.</summary>
/// <param name="FileName">The file.</param>
/// <param name="BytesReceived">Bytes that have come so far.</param>
/// <param name="TotalBytes">Bytes to come in all, or null where the mirror does not tell.</param>
public sealed record DownloadProgress(string FileName, long BytesReceived, long? TotalBytes);
