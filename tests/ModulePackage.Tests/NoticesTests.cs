using System.Text.Json;

namespace ModulePackage;

public sealed class NoticesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notices-").FullName;
    private readonly Dictionary<string, object> _packages = [];

    [Fact]
    public void A_package_is_named_with_its_files_its_terms_and_their_text()
    {
        AddPackage("Painting", "<license type=\"expression\">MIT</license><copyright>(c) A Painter</copyright>", ("lib/net10.0/Painting.dll", ""), ("LICENSE.txt", "Paint freely."));

        string page = Page("bin/lib/Painting.dll");

        Assert.Contains("Painting 1.0.0\nFiles:     bin/lib/Painting.dll\nCopyright: (c) A Painter\nLicense:   MIT\n", page, StringComparison.Ordinal);
        Assert.Contains("Paint freely.", page, StringComparison.Ordinal);
        Assert.Equal(["bin/lib/Painting.dll"], NoticesText.FilesOf(page));
    }

    [Fact]
    public void Where_a_package_brings_no_text_its_expressions_stands_in_for_the_owner()
    {
        AddPackage("Painting", "<license type=\"expression\">BSD-3-Clause</license><copyright>(c) A Painter</copyright>", ("lib/net10.0/Painting.dll", ""));

        Assert.Contains("(c) A Painter\n\nRedistribution and use in source and binary forms", Page("Painting.dll"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_only_says_where_its_license_is_has_the_one_that_was_read_there()
    {
        AddPackage("K4os.Compression.LZ4", "<licenseUrl>elsewhere</licenseUrl><copyright>(c) A Packer</copyright>", ("lib/net6.0/K4os.Compression.LZ4.dll", ""));

        Assert.Contains("(c) A Packer\n\nPermission is hereby granted", Page("K4os.Compression.LZ4.dll"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_several_bring_stands_there_once()
    {
        foreach (string name in (string[])["Painting", "Writing"])
            AddPackage(name, "<license type=\"expression\">MIT</license>", ($"lib/{name}.dll", ""), ("LICENSE.txt", "Paint and write freely."));

        Assert.Equal(2, Page("Painting.dll", "Writing.dll").Split("Paint and write freely.").Length);
    }

    [Fact]
    public void A_library_that_comes_from_no_package_is_an_error_that_names_it()
    {
        AddPackage("Painting", "<license type=\"expression\">MIT</license>", ("lib/net10.0/Painting.dll", ""));

        var error = Assert.Throws<InvalidDataException>(() => Page("Painting.dll", "bin/lib/Stray.dll"));

        Assert.StartsWith("bin/lib/Stray.dll is in none", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<license type=\"file\">terms.txt</license>", "Painting has no license expression")]
    [InlineData("<license type=\"expression\">Unheard-Of-1.0</license>", "Unheard-Of-1.0")]
    public void Terms_that_are_not_known_are_an_error(string license, string expected)
    {
        AddPackage("Painting", license, ("lib/net10.0/Painting.dll", ""));

        var error = Assert.Throws<InvalidDataException>(() => Page("Painting.dll"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_inside_of_a_library_is_told_too()
    {
        Notice[] parts = [.. Part.Notices(["lib/torch/libgomp-98b21ff3.so.1", "bin/lib/BatchNorm.Core.dll"])];

        Assert.Equal(["bin/lib/BatchNorm.Core.dll", "lib/torch/libgomp-98b21ff3.so.1"], parts.SelectMany(part => part.Inside));
        Assert.Contains("Apache License", Assert.Single(parts[0].Texts), StringComparison.Ordinal);
    }

    [Fact]
    public void Libraries_are_known_by_their_names()
    {
        foreach (string name in (string[])["a.dll", "b.so", "c.so.1", "d.dylib", "e.txt", "f.dll.config", "g.psd1"])
            File.WriteAllText(Path.Combine(_folder, name), "");

        Assert.Equal(["a.dll", "b.so", "c.so.1", "d.dylib"], new ModuleFolder(_folder).Libraries);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Page(params string[] libraries)
    {
        string assets = Path.Combine(_folder, "project.assets.json");
        File.WriteAllText(assets, JsonSerializer.Serialize(new { packageFolders = new Dictionary<string, object> { [_folder] = new { } }, libraries = _packages }));
        return NoticesText.Of("Made", [.. PackageAssets.Read(assets).Notices(libraries)]);
    }

    private void AddPackage(string id, string terms, params (string Name, string Text)[] files)
    {
        string folder = Path.Combine(_folder, id);
        (string Name, string Text)[] all =
            [.. files, ($"{id}.nuspec", $"<package xmlns=\"made\"><metadata><id>{id}</id><version>1.0.0</version><authors>A Painter</authors>{terms}</metadata></package>")];
        foreach ((string name, string text) in all)
        {
            string file = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        _packages.Add($"{id}/1.0.0", new { type = "package", path = id, files = all.Select(file => file.Name) });
    }
}
