namespace BatchNorm.Data;

public sealed class MnistPlacesTests
{
    private static bool HasXdg => !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS();

    [Fact]
    public void The_cache_is_a_folder_of_the_user()
    {
        MnistPlaces places = MnistPlaces.OfThisUser();

        Assert.True(Path.IsPathFullyQualified(places.CacheFolder));
        Assert.EndsWith(Path.Combine("BatchNorm", "mnist"), places.CacheFolder, StringComparison.Ordinal);
    }

    [Fact]
    public void The_given_folder_is_taken_as_it_is()
    {
        Assert.Equal("folder", MnistPlaces.OfThisUser("folder").GivenFolder);
        Assert.Null(MnistPlaces.OfThisUser().GivenFolder);
    }

    [Fact]
    public void Xdg_cache_home_moves_the_cache_where_it_counts()
    {
        Assert.SkipUnless(HasXdg, "XDG_CACHE_HOME counts on Linux and its kin only.");

        Assert.Equal("/caches/BatchNorm/mnist", MnistPlaces.CacheFolderUnder("/caches"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    public void Without_an_absolute_xdg_cache_home_the_cache_is_in_the_home_folder(string? xdgCacheHome)
    {
        Assert.SkipUnless(HasXdg, "XDG_CACHE_HOME counts on Linux and its kin only.");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(Path.Combine(home, ".cache", "BatchNorm", "mnist"), MnistPlaces.CacheFolderUnder(xdgCacheHome));
    }
}
