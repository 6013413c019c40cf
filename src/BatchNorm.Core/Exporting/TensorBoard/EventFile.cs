using BatchNorm.Files;
using BatchNorm.Storage;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>A file of events, as TensorBoard finds and reads them.</summary>
internal static class EventFile
{
    /// <summary>
    /// TensorBoard takes what has "tfevents" in its name. Others put the time and the machine there, so that each training has a file of its own; here the
    /// folder tells the training, and writing it again replaces the file.
    /// </summary>
    public const string Name = "events.out.tfevents.0000000000.batchnorm";

    /// <summary>Writes a file, which appears whole or not at all.</summary>
    /// <param name="path">Where.</param>
    /// <param name="events">What is in it behind the version of the format.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <inheritdoc cref="AtomicFile.Write"/>
    public static void Save(string path, IEnumerable<ProtobufMessage> events, bool overwrite) => AtomicFile.Write(path, overwrite, stream =>
    {
        RecordStream.Write(stream, EventMessages.FileVersion.ToBytes());
        foreach (ProtobufMessage message in events)
            RecordStream.Write(stream, message.ToBytes());
    });
}
