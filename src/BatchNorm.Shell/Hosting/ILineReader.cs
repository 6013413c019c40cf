namespace BatchNorm.Shell.Hosting;

/// <summary>Reads lines that a person types or a file holds.</summary>
internal interface ILineReader
{
    /// <summary>The next line without its end; null after the last.</summary>
    /// <param name="masked">Show a star in place of every character.</param>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    string? ReadLine(bool masked = false);
}
