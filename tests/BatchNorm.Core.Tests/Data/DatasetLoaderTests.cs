using BatchNorm.Files;

namespace BatchNorm.Data;

public sealed class DatasetLoaderTests : IDisposable
{
    private static readonly ImageSet Image = new(1, 1, [0], [0]);
    private static readonly Dataset Drawn = new("Synthetic", Image, Image, Image);

    private readonly TemporaryFolder _folder = new();
    private readonly MadeMnist _mnist = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Cache => _folder.At("mnist");

    public void Dispose()
    {
        _folder.Dispose();
        _mnist.Dispose();
    }

    [Fact]
    public async Task The_synthetic_digits_need_neither_file_nor_network()
    {
        LoadedDataset loaded = await LoadAsync("Synthetic", given: _folder.At("missing"));

        Assert.Equal(new LoadedDataset(Drawn, Folder: null), loaded);
        Assert.Empty(_mnist.Requests);
    }

    [Theory]
    [InlineData("Mnist")]
    [InlineData("Auto")]
    public async Task The_given_folder_comes_before_all_others(string name)
    {
        _mnist.Save(_folder);

        LoadedDataset loaded = await LoadAsync(name, given: _folder.Path, environment: _folder.At("missing"));

        Assert.Equal(_folder.Path, loaded.Folder);
        Assert.Equal(24, loaded.Dataset.Training.Count + loaded.Dataset.Validation.Count);
        Assert.False(loaded.Downloaded);
        Assert.Empty(_mnist.Requests);
    }

    [Theory]
    [InlineData("Mnist")]
    [InlineData("Auto")]
    public async Task The_folder_of_the_environment_comes_before_the_cache(string name)
    {
        _mnist.Save(_folder);

        LoadedDataset loaded = await LoadAsync(name, environment: _folder.Path);

        Assert.Equal(_folder.Path, loaded.Folder);
        Assert.Empty(_mnist.Requests);
    }

    [Theory]
    [InlineData("Mnist")]
    [InlineData("Auto")]
    public async Task Mnist_is_fetched_once_and_read_from_the_cache_from_then_on(string name)
    {
        LoadedDataset first = await LoadAsync(name);
        LoadedDataset second = await LoadAsync(name);

        Assert.Equal((Cache, true, null), (first.Folder, first.Downloaded, first.WhySynthetic));
        Assert.Equal((Cache, false), (second.Folder, second.Downloaded));
        Assert.Equal("Mnist", second.Dataset.Name);
        Assert.Equal(4, _mnist.Requests.Count);
    }

    [Fact]
    public async Task Without_mnist_the_error_names_the_places_looked_at_and_the_ways_out()
    {
        BreakTheNetwork();

        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(() => LoadAsync("Mnist"));

        string[] mirrors = [.. DatasetCatalogue.Mnist.Mirrors.Select(mirror => mirror.AbsoluteUri)];
        string[] places = ["no folder was named", "BATCHNORM_DATA", Cache, .. mirrors];
        string[] waysOut = ["Set BATCHNORM_DATA", "name that folder", "fill one on a machine that has a network", "use the synthetic digits"];
        Assert.All([.. places, .. waysOut], part => Assert.Contains(part, error.Message));
        Assert.Contains("Name or service not known", error.Message);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public async Task Without_mnist_auto_draws_digits_and_says_why()
    {
        BreakTheNetwork();

        LoadedDataset loaded = await LoadAsync("Auto");

        Assert.Same(Drawn, loaded.Dataset);
        Assert.Null(loaded.Folder);
        Assert.Contains("Name or service not known", loaded.WhySynthetic);
    }

    [Theory]
    [InlineData("Mnist")]
    [InlineData("Auto")]
    public async Task A_given_folder_that_is_wrong_is_an_error(string name)
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(name, given: _folder.Path));

        Assert.Equal(_folder.Path, error.Path);
    }

    [Theory]
    [InlineData("Mnist")]
    [InlineData("Auto")]
    public async Task A_folder_of_the_environment_that_is_wrong_is_an_error_that_says_where_it_comes_from(string name)
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(name, environment: _folder.At("missing")));

        Assert.Contains("BATCHNORM_DATA", error.Message);
        Assert.Contains(_folder.At("missing"), error.Message);
    }

    [Theory]
    [InlineData("Mnist")]
    [InlineData("Auto")]
    public async Task A_damaged_file_in_the_cache_is_an_error_that_says_to_delete_it(string name)
    {
        await LoadAsync(name);
        string labels = Path.Combine(Cache, "train-labels-idx1-ubyte.gz");
        File.WriteAllBytes(labels, File.ReadAllBytes(labels)[..^1]);

        var error = await Assert.ThrowsAsync<DatasetException>(() => LoadAsync(name));

        Assert.Equal(labels, error.Path);
        Assert.Contains("Delete it", error.Message);
    }

    [Theory]
    [InlineData("Auto")]
    [InlineData("Mnist")]
    [InlineData("Synthetic")]
    public async Task Loading_can_be_cancelled(string name)
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Loader(null, null).LoadAsync(name, null, new CancellationToken(true)));
    }

    private void BreakTheNetwork()
    {
        foreach (Uri mirror in DatasetCatalogue.Mnist.Mirrors)
            _mnist.LetAnswer(mirror, _ => throw new HttpRequestException("Name or service not known"));
    }

    private Task<LoadedDataset> LoadAsync(string name, string? given = null, string? environment = null) =>
        Loader(given, environment).LoadAsync(name, null, Cancellation);

    private DatasetLoader Loader(string? given, string? environment) =>
        new(new DatasetPlaces(given, environment, _folder.Path), _ => _mnist.Download, _ => Drawn);
}
