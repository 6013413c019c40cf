using BatchNorm.Files;

namespace BatchNorm.Data;

public sealed class DatasetPlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KMNIST/raw", 10_000, true)]
    [InlineData("kmnist", 10_000, true)]
    [InlineData("kmnist", 9_999, false)]
    [InlineData("other", 10_000, false)]
    public void The_environments_folder_does_for_a_set_that_lies_there_in_a_folder_of_its_name(string place, int testLabels, bool isThere)
    {
        Directory.CreateDirectory(_folder.At(place));
        foreach (CatalogueFile file in DatasetCatalogue.KMnist.Files)
            _folder.Write(Path.Combine(place, file.Name), IdxBytes.Labels(testLabels));
        var places = new DatasetPlaces(GivenFolder: null, _folder.Path, CacheRoot: _folder.At("cache"));

        Assert.Equal(isThere ? _folder.Path : _folder.At(Path.Combine("cache", "kmnist")), places.FolderFor(DatasetCatalogue.KMnist));
        Assert.Equal(_folder.Path, places.FolderFor(DatasetCatalogue.Mnist)); // whether it is there or not
    }

    private static bool HasXdg => !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS();

    [Fact]
    public void The_cache_is_a_folder_of_the_user()
    {
        DatasetPlaces places = DatasetPlaces.OfThisUser();

        Assert.True(Path.IsPathFullyQualified(places.CacheFolder(DatasetCatalogue.Mnist)));
        Assert.EndsWith(Path.Combine("BatchNorm", "mnist"), places.CacheFolder(DatasetCatalogue.Mnist), StringComparison.Ordinal);
    }

    [Fact]
    public void The_given_folder_is_taken_as_it_is()
    {
        Assert.Equal("folder", DatasetPlaces.OfThisUser("folder").GivenFolder);
        Assert.Null(DatasetPlaces.OfThisUser().GivenFolder);
    }

    [Fact]
    public void Xdg_cache_home_moves_the_cache_where_it_counts()
    {
        Assert.SkipUnless(HasXdg, "XDG_CACHE_HOME counts on Linux and its kin only.");

        Assert.Equal("/caches/BatchNorm", DatasetPlaces.CacheRootUnder("/caches"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    public void Without_an_absolute_xdg_cache_home_the_cache_is_in_the_home_folder(string? xdgCacheHome)
    {
        Assert.SkipUnless(HasXdg, "XDG_CACHE_HOME counts on Linux and its kin only.");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(Path.Combine(home, ".cache", "BatchNorm"), DatasetPlaces.CacheRootUnder(xdgCacheHome));
    }
}
