using System.Reflection;
using BatchNorm.Init;

namespace ModulePackage;

public sealed class TorchModuleTests : IDisposable
{
    private static readonly AssemblyName TorchSharp = new("TorchSharp");
    private static readonly Version Wanted = new(1, 2, 3, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("modules-").FullName;

    [Fact]
    public void Of_the_versions_in_all_folders_its_own_is_found()
    {
        Install("first", "1.2.2");
        string wanted = Install("second", "1.2.3");
        Install("second", "1.2.4");

        Assert.Equal(wanted, Locate(["first", "second"]));
    }

    [Fact]
    public void The_first_folder_that_has_it_is_taken()
    {
        string first = Install("first", "1.2.3");
        string second = Install("second", "1.2.3");

        Assert.Equal(first, Locate(["first", "second"]));
        Assert.Equal(second, Locate(["second", "first"]));
    }

    [Fact]
    public void Folders_that_are_missing_or_empty_texts_are_passed_over()
    {
        string only = Install("only", "1.2.3");

        Assert.Equal(only, TorchModule.Locate(
            TorchSharp, string.Join(Path.PathSeparator, "", Path.Combine(_folder, "missing"), " ", Path.Combine(_folder, "only")), Wanted));
    }

    [Fact]
    public void Another_version_is_no_answer()
    {
        Install("only", "1.2.4");

        Assert.Null(Locate(["only"]));
    }

    [Fact]
    public void Without_a_module_path_there_is_nothing() => Assert.Null(TorchModule.Locate(TorchSharp, modulePath: null, Wanted));

    [Fact]
    public void Assemblies_that_are_not_of_it_are_never_looked_for()
    {
        string folder = Path.GetDirectoryName(Install("only", "1.2.3"))!;
        File.WriteAllText(Path.Combine(folder, "System.Runtime.dll"), "");

        Assert.Null(TorchModule.Locate(new AssemblyName("System.Runtime"), Path.Combine(_folder, "only"), Wanted));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Install(string folder, string version)
    {
        string library = Path.Combine(_folder, folder, "BatchNorm.Torch", version, "lib", "TorchSharp.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        File.WriteAllText(library, "");
        return library;
    }

    private string? Locate(string[] folders) =>
        TorchModule.Locate(TorchSharp, string.Join(Path.PathSeparator, folders.Select(folder => Path.Combine(_folder, folder))), Wanted);
}
