using ModulePackage;

if (args is not [string folder, string assets, .. string[] entries])
{
    Console.Error.WriteLine("Usage: ModulePackage <folder of a module> <project.assets.json> [<entry of the manifest>=<value> ...]");
    return 2;
}

try
{
    var module = new ModuleFolder(folder);
    module.CompleteManifest(entries);
    module.WriteNotices(PackageAssets.Read(assets));
    Console.WriteLine(module.Describe());
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"{folder}: {exception.Message}");
    return 1;
}
