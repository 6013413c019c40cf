namespace BatchNorm.Data;

public sealed class FolderNameTests
{
    [Theory]
    [InlineData("/sets/FashionMNIST", "FashionMNIST")]
    [InlineData("/sets/FashionMNIST/", "FashionMNIST")]
    [InlineData("/sets/FashionMNIST/raw", "FashionMNIST/raw")]
    [InlineData("/sets/KMNIST/raw/", "KMNIST/raw")]
    [InlineData("/sets/KMNIST/Data/idx", "KMNIST/Data/idx")]
    [InlineData("/KMNIST/raw", "KMNIST/raw")]
    [InlineData("/home/alice/sets/KMNIST/raw", "KMNIST/raw")]
    [InlineData("/home/alice/KMNIST/raw", "KMNIST/raw")]
    public void The_name_goes_as_far_up_as_it_takes_to_tell(string folder, string name) =>
        Assert.Equal(name, FolderName.Of(folder, "/home/alice"));

    [Theory]
    [InlineData("/home/alice/raw")]
    [InlineData("/home/alice/data/raw")]
    [InlineData("/home/bob/raw")]
    [InlineData("/Users/bob/data/raw")]
    [InlineData("/alice/raw", "/alice")]
    public void Users_are_not_named(string folder, string home = "/home/alice") =>
        Assert.Equal("raw", FolderName.Of(folder, home));

    [Theory]
    [InlineData("/raw", "raw")]
    [InlineData("/data/raw", "raw")]
    public void Where_nothing_tells_the_last_name_stands(string folder, string name) =>
        Assert.Equal(name, FolderName.Of(folder, "/home/alice"));

    [Fact]
    public void The_root_is_called_what_it_is() => Assert.Equal(Path.GetFullPath("/"), FolderName.Of("/", "/home/alice"));
}
