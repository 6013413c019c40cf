using BatchNorm.Networks;
using BatchNorm.Storage;

namespace BatchNorm.Core.Tests.Storage;

public sealed class NetworkRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _file;

    public NetworkRefusalTests()
    {
        string path = _folder.UniquePath();
        NetworkFile.Save(path, SavedNetworks.Small);
        _file = File.ReadAllBytes(path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_is_loaded_as_long_as_nothing_is_changed() =>
        SavedNetworks.AssertSame(SavedNetworks.Small, NetworkFile.Load(_folder.Write(_file)));

    [Fact]
    public void A_file_of_another_program_is_refused() => AssertRefused(
        SafetensorsBytes.Of("""{"layers.0.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", new byte[4]),
        "not one of a network saved by BatchNorm");

    [Fact]
    public void A_file_of_PyTorch_is_refused() =>
        AssertChangeRefused("\"format\":\"BatchNorm\"", "\"format\":\"pt\"", "not one of a network saved by BatchNorm");

    [Fact]
    public void A_file_of_a_newer_version_is_refused() =>
        AssertChangeRefused("\"version\":\"1\"", "\"version\":\"2\"", "newer BatchNorm saved it, as version 2");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void A_version_that_never_was_is_refused(string version) =>
        AssertChangeRefused("\"version\":\"1\"", $"\"version\":\"{version}\"", "there never was such a version");

    [Theory]
    [InlineData("format", "not one of a network saved by BatchNorm")]
    [InlineData("version")]
    [InlineData("name")]
    [InlineData("rows")]
    [InlineData("columns")]
    [InlineData("outputs")]
    [InlineData("hidden_layer")]
    [InlineData("activation")]
    [InlineData("epsilon")]
    [InlineData("decay")]
    [InlineData("architecture")]
    [InlineData("placement")]
    [InlineData("skip_population_update")]
    [InlineData("weight_scale")]
    [InlineData("weight_seed")]
    [InlineData("engine")]
    [InlineData("trained_batches")]
    [InlineData("learning_rate")]
    [InlineData("training_batches")]
    [InlineData("batches_per_sample")]
    [InlineData("batch_size")]
    [InlineData("seed")]
    [InlineData("dataset")]
    [InlineData("tensors_sha256")]
    public void Metadata_with_a_key_missing_is_refused(string key, string? reason = null) =>
        AssertChangeRefused($"\"{key}\":", $"\"not {key}\":", reason ?? $"lacks '{key}'");

    [Theory]
    [InlineData("\"activation\":\"SiLU\"", "silu")]
    [InlineData("\"activation\":\"SiLU\"", "3")]
    [InlineData("\"activation\":\"SiLU\"", "ReLU, Tanh")]
    [InlineData("\"activation\":\"SiLU\"", "Swish")]
    [InlineData("\"engine\":\"Torch\"", "Abacus")]
    public void A_name_that_is_not_known_is_refused(string entry, string value) =>
        AssertChangeRefused(entry, WithValue(entry, value), $"'{value}'");

    [Theory]
    [InlineData("\"version\":\"1\"", "1.0")]
    [InlineData("\"columns\":\"3\"", "three")]
    [InlineData("\"outputs\":\"2\"", "2147483648")]
    [InlineData("\"weight_seed\":\"5\"", "five")]
    [InlineData("\"trained_batches\":\"2000\"", "2,000")]
    public void An_integer_that_is_none_is_refused(string entry, string value) =>
        AssertChangeRefused(entry, WithValue(entry, value), "where a whole number of 32 bits belongs");

    [Theory]
    [InlineData("\"hidden_layer\":\"2\"", "2;2")]
    [InlineData("\"hidden_layer\":\"2\"", "2,,2")]
    [InlineData("\"hidden_layer\":\"2\"", "2147483648")]
    [InlineData("\"hidden_layer\":\"2\"", " 2")]
    [InlineData("\"hidden_layer\":\"2\"", "2..2")]
    [InlineData("\"batch_size\":\"60\"", "0x60")]
    [InlineData("\"batch_size\":\"60\"", " 60")]
    [InlineData("\"skip_population_update\":\"False\"", "no")]
    public void A_setting_that_is_not_as_this_module_writes_it_is_refused(string entry, string value) =>
        AssertChangeRefused(entry, WithValue(entry, value), "In its metadata");

    [Theory]
    [InlineData("\"epsilon\":\"0.001\"", "0,001")]
    [InlineData("\"decay\":\"0.99\"", "")]
    [InlineData("\"weight_scale\":\"0.05\"", "small")]
    [InlineData("\"learning_rate\":\"0.5\"", "1/2")]
    public void A_number_that_is_none_is_refused(string entry, string value) =>
        AssertChangeRefused(entry, WithValue(entry, value), "In its metadata");

    [Theory]
    [InlineData("\"epsilon\":\"0.001\"", "0", "Epsilon must be")]
    [InlineData("\"epsilon\":\"0.001\"", "NaN", "Epsilon must be")]
    [InlineData("\"decay\":\"0.99\"", "1", "Decay must be")]
    [InlineData("\"weight_scale\":\"0.05\"", "-0.05", "weight scale must be")]
    [InlineData("\"trained_batches\":\"2000\"", "-1", "at least 0")]
    [InlineData("\"learning_rate\":\"0.5\"", "Infinity", "learning rate must be")]
    [InlineData("\"training_batches\":\"2000\"", "0", "TrainingBatches must be")]
    [InlineData("\"batches_per_sample\":\"50\"", "0", "BatchesPerSample must be")]
    [InlineData("\"batch_size\":\"60\"", "-60", "BatchSize must be")]
    [InlineData("\"hidden_layer\":\"2\"", "0", "out of range")]
    [InlineData("\"hidden_layer\":\"2\"", "-2", "out of range")]
    [InlineData("\"columns\":\"3\"", "0", "out of range")]
    public void Settings_out_of_their_range_are_refused(string entry, string value, string reason) =>
        AssertChangeRefused(entry, WithValue(entry, value), reason);

    [Theory]
    [InlineData("")]
    [InlineData("2,2")]
    public void A_definition_of_more_or_fewer_layers_than_the_file_has_is_refused(string widths) =>
        AssertChangeRefused("\"hidden_layer\":\"2\"", $"\"hidden_layer\":\"{widths}\"", "but the file has 7");

    [Theory]
    [InlineData("\"columns\":\"3\"", "2", "'layers.0.weight' to be [2, 2], but in the file it is [3, 2]")]
    [InlineData("\"outputs\":\"2\"", "1", "'layers.1.weight' to be [2, 1], but in the file it is [2, 2]")]
    [InlineData("\"hidden_layer\":\"2\"", "2147483647", "'layers.0.weight' to be [3, 2147483647]")]
    [InlineData("\"columns\":\"3\"", "2147483647", "more than fit into memory")]
    public void A_definition_of_other_widths_than_the_tensors_have_is_refused(string entry, string value, string reason) =>
        AssertChangeRefused(entry, WithValue(entry, value), reason);

    [Fact]
    public void A_definition_of_very_many_layers_is_refused_without_listing_them()
    {
        string widths = string.Join(',', Enumerable.Repeat('1', 400_000));

        AssertChangeRefused("\"hidden_layer\":\"2\"", $"\"hidden_layer\":\"{widths}\"", "needs more than 7 tensors");
    }

    [Fact]
    public void Tensors_of_batch_normalization_in_a_network_without_it_are_refused() => AssertChangeRefused(
        "\"placement\":\"BeforeActivation\",\"implementation\":\"\",\"epsilon\":\"0.001\",\"decay\":\"0.99\",\"skip_population_update\":\"False\",", "", "needs 4 tensors");

    [Fact]
    public void A_tensor_under_another_name_is_refused() =>
        AssertChangeRefused("\"layers.0.gamma\":", "\"layers.0.scale\":", "'layers.0.gamma', which the file lacks");

    [Fact]
    public void A_vector_in_the_shape_of_a_matrix_is_refused() => AssertChangeRefused(
        "\"layers.0.gamma\":{\"dtype\":\"F32\",\"shape\":[2]", "\"layers.0.gamma\":{\"dtype\":\"F32\",\"shape\":[1,2]",
        "'layers.0.gamma' to be [2], but in the file it is [1, 2]");

    [Fact]
    public void A_tensor_of_which_one_bit_changed_is_refused()
    {
        byte[] file = [.. _file];
        file[^1] ^= 1;

        AssertRefused(file, "SHA-256");
    }

    [Fact]
    public void A_tensor_that_is_not_float32_any_more_is_refused() =>
        AssertChangeRefused("\"layers.0.gamma\":{\"dtype\":\"F32\"", "\"layers.0.gamma\":{\"dtype\":\"I32\"", "'layers.0.gamma' to be float32, F32, but in the file it is I32");

    [Fact]
    public void Two_tensors_that_were_exchanged_are_refused()
    {
        string path = _folder.UniquePath();
        using (SafetensorsFile file = SafetensorsFile.Open(_folder.Write(_file)))
        {
            IReadOnlyList<NamedTensor> t = file.ReadTensors();
            SafetensorsFile.Write(
                path, file.Metadata, [t[0], t[1] with { Values = t[2].Values }, t[2] with { Values = t[1].Values }, .. t.Skip(3)],
                overwrite: false);
        }

        AssertRefused(File.ReadAllBytes(path), "SHA-256");
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        for (int length = 0; length < _file.Length; length++)
            AssertRefused(_file[..length], "");
    }

    [Fact]
    public void A_file_with_something_added_is_refused() => AssertRefused([.. _file, 0], "belongs to no tensor");

    private void AssertChangeRefused(string old, string @new, string reason) =>
        AssertRefused(SafetensorsBytes.WithHeader(_file, old, @new), reason);

    private void AssertRefused(byte[] file, string reason)
    {
        string path = _folder.Write(file);

        var refusal = Assert.Throws<StorageException>(() => NetworkFile.Load(path));

        Assert.Contains(reason, refusal.Reason);
        Assert.Equal(path, refusal.Path);
    }

    private static string WithValue(string entry, string value) =>
        $"{entry[..entry.IndexOf(':', StringComparison.Ordinal)]}:\"{value}\"";
}
