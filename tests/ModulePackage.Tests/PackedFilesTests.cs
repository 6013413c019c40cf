namespace ModulePackage;

public sealed class PackedFilesTests(Packages packages)
{
    [Fact]
    public void The_first_module_has_what_it_is_imported_with_and_read_about()
    {
        string[] wanted =
        [
            "BatchNorm.psd1", "CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt",
            "bin/BatchNorm.Format.ps1xml", "bin/BatchNorm.Init.dll", "bin/BatchNorm.Types.ps1xml",
            "en-US/BatchNorm.PowerShell.dll-Help.xml", "en-US/about_BatchNorm.help.txt",
            "bin/lib/BatchNorm.Core.dll", "bin/lib/BatchNorm.PowerShell.deps.json", "bin/lib/BatchNorm.PowerShell.dll", "bin/lib/ScottPlot.dll",
        ];

        Assert.Empty(wanted.Except(Files(packages.BatchNorm)));
    }

    [Fact]
    public void It_can_draw_on_every_platform_that_it_is_offered_for() => Assert.Equal(
        [
            "libHarfBuzzSharp.dll", "libHarfBuzzSharp.dylib", "libHarfBuzzSharp.so",
            "libSkiaSharp.dll", "libSkiaSharp.dylib", "libSkiaSharp.so",
        ],
        Files(packages.BatchNorm).Select(file => Path.GetFileName(file)).Where(name => name.StartsWith("lib", StringComparison.Ordinal)));

    [Fact]
    public void Nothing_of_libtorch_is_in_it_and_it_is_small()
    {
        string[] files = Files(packages.BatchNorm);

        Assert.DoesNotContain(files, file => file.Contains("torch", StringComparison.OrdinalIgnoreCase));
        Assert.InRange(files.Sum(file => new FileInfo(Path.Combine(packages.BatchNorm, file)).Length), 1, 60_000_000);
    }

    [Fact]
    public void The_second_module_has_TorchSharp_as_it_was_changed_and_libtorch()
    {
        Assert.SkipUnless(Directory.Exists(packages.Torch), "There is no libtorch for this machine.");

        string[] files = Files(packages.Torch);

        Assert.Empty(((string[])
        [
            "BatchNorm.Torch.psd1", "LICENSE", "THIRD-PARTY-NOTICES.txt", "lib/TorchSharp.dll", "lib/TorchSharp.CHANGES.txt", "lib/TorchSharp.LICENSE.txt",
        ]).Except(files));
        Assert.Contains(files, file => file.StartsWith("lib/torch/", StringComparison.Ordinal) && file.Contains("torch_cpu", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_programmers_need_is_in_neither()
    {
        string[] files = Directory.GetFiles(packages.Folder, "*", SearchOption.AllDirectories);

        Assert.DoesNotContain(files, file => Path.GetExtension(file) == ".pdb");
        Assert.DoesNotContain(files, file => File.Exists(Path.ChangeExtension(file, ".dll")) && Path.GetExtension(file) == ".xml");
        Assert.DoesNotContain(files, file => file.EndsWith(".runtimeconfig.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_library_that_others_wrote_has_a_notice_and_every_notice_a_library()
    {
        foreach (string module in Directory.GetDirectories(packages.Folder).Select(name => Path.Combine(name, BuiltWith.Version)))
        {
            string[] libraries = [.. new ModuleFolder(module).Libraries.Where(library => !Path.GetFileName(library).StartsWith("BatchNorm.", StringComparison.Ordinal))];

            string page = File.ReadAllText(Path.Combine(module, ModuleFolder.NoticesName));

            Assert.NotEmpty(libraries);
            Assert.Equal(libraries, NoticesText.FilesOf(page).Order(StringComparer.Ordinal));
        }
    }

    private static string[] Files(string module) =>
    [
        .. Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(module, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];
}
