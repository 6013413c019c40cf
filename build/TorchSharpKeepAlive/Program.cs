using TorchSharpKeepAlive;

if (args is not [string source, string destination])
{
    Console.Error.WriteLine("Usage: TorchSharpKeepAlive <TorchSharp.dll of the package> <copy to write>");
    return 2;
}

try
{
    Console.WriteLine(AssemblyCopy.Write(source, destination));
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"{source}: {exception.Message}");
    return 1;
}
