using BatchNorm.Shell.Hosting;

namespace BatchNorm.Shell.Interaction;

/// <summary>Reads the lines of a file or a pipe.</summary>
internal sealed class StreamLineReader(TextReader source) : ILineReader
{
    public string? ReadLine(bool masked = false) => source.ReadLine();
}
