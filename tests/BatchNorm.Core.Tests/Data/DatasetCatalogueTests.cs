using System.Net;
using System.Security.Cryptography;
using BatchNorm.Files;
using BatchNorm.Made;

namespace BatchNorm.Data;

public sealed class DatasetCatalogueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>EMNIST's letters in small: stored by columns, labels from 1.</summary>
    private static KnownDataset Letters => DatasetCatalogue.Find("EmnistLetters")!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_holds_what_is_known_by_name_each_with_its_own_files_digests_and_https_mirrors()
    {
        Assert.Equal(
            ["Auto", "Synthetic", "Mnist", "FashionMnist", "KMnist", "EmnistByClass", "EmnistByMerge", "EmnistBalanced", "EmnistLetters", "EmnistDigits", "EmnistMnist"],
            DatasetCatalogue.Names);
        Assert.All(DatasetCatalogue.Known, known =>
        {
            Assert.Equal([IdxContent.Images, IdxContent.Images, IdxContent.Labels, IdxContent.Labels], known.Files.Select(file => file.Content));
            Assert.Equal((known.Files[0].Count, known.Files[1].Count), (known.Files[2].Count, known.Files[3].Count));
            Assert.All(known.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256 ?? file.PackedSha256));
            Assert.All(known.Mirrors, mirror => Assert.Equal("https", mirror.Scheme));
            Assert.True(known.Mirrors.Count > 0 || known.Source.Length > 0);
        });
        string?[] digests = [.. DatasetCatalogue.Known.SelectMany(known => known.Files).Select(file => file.Sha256 ?? file.PackedSha256)];
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void Names_are_found_in_any_case_and_as_far_as_they_tell_which_is_meant()
    {
        Assert.Equal("Synthetic", DatasetCatalogue.Spelled("syn"));
        Assert.Equal("Mnist", DatasetCatalogue.Spelled("m"));
        Assert.Null(DatasetCatalogue.Spelled("Emnist"));
        Assert.Equal("FashionMnist", DatasetCatalogue.Find("fashionmnist")!.Name);
        Assert.Equal("Auto", DatasetCatalogue.Spelled("AUTO"));
        Assert.Null(DatasetCatalogue.Find("Auto"));
        Assert.Null(DatasetCatalogue.Spelled("Cifar"));
    }

    [Fact]
    public async Task Images_stored_by_columns_are_turned_over_and_labels_made_to_begin_at_0()
    {
        byte[] training = [.. IdxBytes.Header(0x803, 52, 2, 3), .. Enumerable.Range(0, 52).SelectMany(i => new byte[] { 1, 2, 3, 4, 5, (byte)i })];
        byte[] test = [.. IdxBytes.Header(0x803, 26, 2, 3), .. Enumerable.Repeat(new byte[] { 1, 2, 3, 4, 5, 6 }, 26).SelectMany(image => image)];
        KnownDataset known = Write(training, test, new MadeIdx(2, 3, 26).Labels(2, first: 1), new MadeIdx(2, 3, 26).Labels(1, first: 1));

        Dataset data = await DatasetReader.ReadAsync(_folder.Path, known, Cancellation);

        Assert.Equal(("EmnistLetters", 26, new ImageShape(3, 2)), (data.Name, data.Classes, data.Images));
        Assert.Equal([1, 4, 2, 5, 3, 6], data.Test.Image(0).ToArray());
        Assert.Equal(Enumerable.Range(0, 26).Select(label => (byte)label), data.Test.Labels.ToArray());
    }

    [Fact]
    public async Task A_label_that_the_set_does_not_have_is_refused()
    {
        var made = new MadeIdx(2, 3, 26);
        KnownDataset known = Write(made.Images(2, 0), made.Images(1, 1), made.Labels(2, first: 1), made.Labels(1, first: 0));

        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(_folder.Path, known, Cancellation));

        Assert.Contains("holds a bad label: expected 1 to 26, found 0 at item 0", error.Message);
    }

    [Fact]
    public async Task Files_whose_digests_speak_against_the_name_are_refused()
    {
        var made = new MadeIdx(2, 3, 26);
        KnownDataset known = Write(made.Images(2, 0), made.Images(1, 1), made.Labels(2, first: 1), made.Labels(1, first: 1));
        string path = _folder.Write("emnist-letters-train-images-idx3-ubyte", made.Images(2, 7));

        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(_folder.Path, known, Cancellation));

        Assert.Equal(path, error.Path);
        Assert.Contains("is not EmnistLetters's: expected content with the SHA-256 digest", error.Message);
    }

    [Theory]
    [InlineData("EMNIST/raw")]
    [InlineData("emnist/gzip")]
    [InlineData("EmnistLetters")]
    [InlineData("gzip")]
    public async Task The_files_may_lie_in_a_folder_called_like_the_set(string place)
    {
        var made = new MadeIdx(2, 3, 26);
        KnownDataset known = Write(made.Images(2, 0), made.Images(1, 1), made.Labels(2, first: 1), made.Labels(1, first: 1), place);

        Assert.Equal(Path.Combine(_folder.Path, place), known.FindIn(_folder.Path));
        Assert.Equal("EmnistLetters", (await DatasetReader.ReadAsync(_folder.Path, known, Cancellation)).Name);
    }

    [Fact]
    public async Task Of_several_sets_in_a_folder_one_has_to_be_named()
    {
        string[] both = ["EmnistDigits", "EmnistBalanced"];
        foreach (CatalogueFile file in both.SelectMany(name => DatasetCatalogue.Find(name)!.Files))
            _folder.Write(file.Name, file.Content == IdxContent.Images ? IdxBytes.Images(12) : IdxBytes.Labels(12));

        var several = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(_folder.Path, Cancellation));
        var named = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(_folder.Path, DatasetCatalogue.Find("EmnistDigits")!, Cancellation));

        Assert.Contains("holds several sets: EmnistBalanced, EmnistDigits. Name the one that is meant", several.Message);
        Assert.Contains("is not EmnistDigits's: expected 240000 x 28 x 28, found 12 x 2 x 3", named.Message);
    }

    [Fact]
    public async Task Another_set_in_files_of_the_same_names_is_not_taken_for_the_one_asked_for()
    {
        string? mnist = DatasetPlaces.OfThisUser().EnvironmentFolder;
        Assert.SkipWhen(mnist is null, $"{DatasetPlaces.EnvironmentVariable} is not set; it should name a folder with MNIST.");

        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(mnist, DatasetCatalogue.FashionMnist, Cancellation));

        Assert.Contains("holds Mnist, and FashionMnist was asked for. Ask for Mnist", error.Message);
        Assert.Null(new DatasetPlaces(null, mnist, _folder.Path).EnvironmentFolderFor(DatasetCatalogue.FashionMnist));
        Assert.Equal(mnist, new DatasetPlaces(null, mnist, _folder.Path).EnvironmentFolderFor(DatasetCatalogue.Mnist));
    }

    [Fact]
    public async Task What_has_no_mirror_is_refused_with_where_to_get_it_and_where_to_put_it()
    {
        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(
            () => new DatasetDownload(Letters).FetchAsync(_folder.Path, null, Cancellation));

        string[] parts = ["https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip", _folder.Path, "emnist-letters-train-images-idx3-ubyte"];
        Assert.All(parts, part => Assert.Contains(part, error.Message));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_digest_of_the_content_that_of_the_packed_file_is_checked(bool isGenuine)
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Labels(12));
        var file = new CatalogueFile("labels", IdxContent.Labels, 12) { PackedSha256 = Convert.ToHexStringLower(SHA256.HashData(packed)) };
        KnownDataset known = DatasetCatalogue.KMnist with { Files = [file] };
        using var mirror = new Mirror(isGenuine ? packed : [.. packed[..9], 255, .. packed[10..]]); // the system that packed it
        Task<IReadOnlyList<CatalogueFile>> fetching = new DatasetDownload(known, mirror).FetchAsync(_folder.Path, null, Cancellation);

        if (isGenuine)
        {
            Assert.Equal(known.Files, await fetching);
            Assert.Equal(Genuineness.Proven, file.Judge(file.Read(_folder.Path, Cancellation)));
            File.Delete(_folder.At("labels.gz"));
            _folder.Write("labels", IdxBytes.Labels(12));
            Assert.Equal(Genuineness.Open, file.Judge(file.Read(_folder.Path, Cancellation)));
            _folder.Write("labels", IdxBytes.Labels(11));
            Assert.Equal(Genuineness.Other, file.Judge(file.Read(_folder.Path, Cancellation)));
        }
        else
        {
            Assert.Contains("expected a gzip file with the SHA-256 digest", (await Assert.ThrowsAsync<DatasetUnavailableException>(() => fetching)).Message);
            Assert.Empty(_folder.FileNames);
        }
    }

    private KnownDataset Write(byte[] training, byte[] test, byte[] trainingLabels, byte[] testLabels, string place = "")
    {
        Directory.CreateDirectory(_folder.At(place));
        byte[][] contents = [training, test, trainingLabels, testLabels];
        int[] counts = [.. contents.Select(content => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(4)))];
        foreach ((CatalogueFile file, byte[] content) in Letters.Files.Zip(contents))
            _folder.Write(Path.Combine(place, file.Name), content);
        return Letters with
        {
            Files = [.. Letters.Files.Select((file, i) => file with { Count = counts[i], Images = new ImageShape(2, 3), Sha256 = Convert.ToHexStringLower(SHA256.HashData(contents[i])) })],
        };
    }

    private sealed class Mirror(byte[] content) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) });
    }
}
