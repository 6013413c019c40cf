using LibstdcxxRetarget;

if (args is not [string source, string destination])
{
    Console.Error.WriteLine("Usage: LibstdcxxRetarget <libLibTorchSharp.so of the TorchSharp package> <copy to write>");
    return 2;
}

try
{
    Console.WriteLine(LibraryCopy.Write(source, destination));
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"{source}: {exception.Message}");
    return 1;
}
