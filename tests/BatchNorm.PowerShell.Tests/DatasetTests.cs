using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class DatasetTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    [Fact]
    public void A_truncated_file_is_one_error_that_names_it()
    {
        using var broken = new TinyDataset();
        string images = Path.Combine(broken.Folder, "train-images-idx3-ubyte");
        File.WriteAllBytes(images, File.ReadAllBytes(images)[..5000]);

        ErrorRecord error = module.Run($"Compare-BatchNorm -DatasetPath '{broken.Folder}'").Error();

        Assert.StartsWith("InvalidDataset", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(images, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_also_with_Dataset_Auto() =>
        Assert.Equal("InvalidDataset", module.Run("Compare-BatchNorm -DatasetPath $out/nowhere").ErrorId());

    [Fact]
    public void DatasetPath_does_not_go_with_the_synthetic_digits() =>
        Assert.Equal("DatasetPathUnused", module.Run("Compare-BatchNorm -Dataset Synthetic -DatasetPath $tiny").ErrorId());

    [Fact]
    public void A_relative_path_starts_at_the_sessions_location() =>
        module.Run("""
            $null = $ExecutionContext.SessionState.Path.SetLocation($tiny)
            Compare-BatchNorm -DatasetPath . -HiddenLayer 5 -TrainingBatches 5
            """).ThrowIfFailed();

    [Fact]
    public void The_synthetic_digits_need_no_file()
    {
        PSObject comparison = module.Run("Compare-BatchNorm -Dataset Synthetic -HiddenLayer 20 -TrainingBatches 20 -BatchesPerSample 20").Only();

        Assert.Equal("Synthetic", comparison.Value<string>("Dataset"));
    }

    [Fact]
    public void Genuine_MNIST_is_called_Mnist()
    {
        Assert.SkipWhen(Repository.Mnist is null, "BATCHNORM_DATA is not set: no MNIST here.");

        PSObject comparison = module.Run("Compare-BatchNorm -HiddenLayer 20 -TrainingBatches 20 -BatchesPerSample 20").Only();

        Assert.Equal("Mnist", comparison.Value<string>("Dataset"));
    }

    [Fact]
    public void The_lessons_short_ReLU_comparison_comes_out_the_lessons_way()
    {
        Assert.SkipWhen(Repository.Mnist is null, "BATCHNORM_DATA is not set: no MNIST here.");

        PSObject comparison = module.Run("Compare-BatchNorm -TrainingBatches 2000 -BatchesPerSample 50").Only(); // In [5]

        Assert.True(comparison.Value<double>("TestAccuracyWith") >= 0.945);
        Assert.True(comparison.Value<double>("TestAccuracyWithout") < 0.88);
    }

    [Theory]
    [InlineData("Save-Dataset -Path $out/mnist -WhatIf")]
    [InlineData("Save-Dataset FashionMnist $out/mnist -WhatIf")]
    [InlineData("Save-MnistDataset -Path $out/mnist -WhatIf")]
    public void Saving_with_WhatIf_makes_no_folder(string script)
    {
        module.Run(script).ThrowIfFailed();

        Assert.False(Directory.Exists(module.Out("mnist")));
    }

    [Fact]
    public void A_split_of_EMNIST_is_not_fetched_and_the_error_says_where_it_is()
    {
        ErrorRecord error = module.Run("Save-Dataset EmnistLetters -Path $out/emnist").Error();

        Assert.StartsWith("DatasetNotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"into '{module.Out("emnist")}'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Compare-BatchNorm -Dataset Cifar", "'Cifar' is not one of Auto, Synthetic, Mnist, FashionMnist", "-DatasetPath")]
    [InlineData("Save-Dataset Synthetic", "'Synthetic' is not one of Mnist, FashionMnist", "Give one of these names")]
    public void A_name_that_is_not_known_is_refused_with_those_that_are(string script, params string[] parts)
    {
        string message = module.Run(script).Error().Exception.Message;

        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_tells_the_size_the_classes_and_which_images_are_for_validation()
    {
        using var other = new TinyDataset(rows: 12, columns: 20, classes: 26);

        ScriptResult result = module.Run($"Compare-BatchNorm -DatasetPath '{other.Folder}' -HiddenLayer 5 -TrainingBatches 5 -Verbose");

        Assert.Contains(result.Verbose, line => line.Contains("images of 12 x 20 pixels in 26 classes", StringComparison.Ordinal)
            && line.Contains("for validation (", StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_with_a_NUL_is_an_error_that_shows_where()
    {
        ErrorRecord error = module.Run("Compare-BatchNorm -DatasetPath \"$tiny`0x\"").Error();

        Assert.StartsWith("InvalidPath", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("?x' is no path", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_file_whose_name_is_too_long_is_an_error_of_that_path()
    {
        ErrorRecord error = module.Run("""
            Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 5 -TrainingBatches 5 | Export-AccuracyPlot "$out/$('n' * 300).svg"
            """).Error();

        Assert.StartsWith("InvalidPath", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(module.Out(new string('n', 300) + ".svg"), error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_changed_is_read_anew()
    {
        using var set = new TinyDataset();
        string labels = Path.Combine(set.Folder, "t10k-labels-idx1-ubyte");
        string before = Hash();
        DateTime written = File.GetLastWriteTimeUtc(labels);
        byte[] bytes = File.ReadAllBytes(labels);
        bytes[^1] = (byte)((bytes[^1] + 1) % 10);
        File.WriteAllBytes(labels, bytes);
        File.SetLastWriteTimeUtc(labels, written.AddSeconds(1));

        Assert.NotEqual(before, Hash());

        string Hash() => module.Run($"Compare-BatchNorm -DatasetPath '{set.Folder}' -HiddenLayer 5 -TrainingBatches 5").Value<string>("DatasetHash");
    }
}
