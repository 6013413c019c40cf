using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>Data in the likeness of EMNIST, 47 classes of 16 x 16 pixels, and images that are not square, through every cmdlet that takes data.</summary>
public sealed class AnyShapeTests(ModuleFixture module) : IClassFixture<ModuleFixture>, IDisposable
{
    private readonly TinyDataset _letters = new(rows: 16, columns: 16, classes: 47);
    private readonly TinyDataset _wide = new(rows: 12, columns: 20, classes: 26);

    public void Dispose()
    {
        _letters.Dispose();
        _wide.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Architecture Convolutional -FeatureMaps 2 -KernelSize 3")]
    [InlineData("-Architecture Recurrent")]
    [InlineData("-Architecture Recurrent -PixelByPixel -Permuted")]
    public void Compared_they_come_out_of_every_architecture_into_plots_measurements_and_reports(string architecture)
    {
        foreach (TinyDataset data in new[] { _letters, _wide })
        {
            ScriptResult result = module.Run($$"""
                $pairs = Compare-BatchNorm {{architecture}} -HiddenLayer 8 -Seed 1,2 -TrainingBatches 6 -BatchesPerSample 3 -BatchSize 20 -DatasetPath '{{data.Folder}}' -KeepNetwork
                $pairs | Export-AccuracyPlot $out/shape.svg -PassThru
                $pairs | Export-BatchNormReport $out/shape.html -PassThru
                $pairs | Measure-BatchNorm
                Test-Network $pairs[0].WithBatchNorm.Network -DatasetPath '{{data.Folder}}' -IndividualPredictions 5
                """);

            result.ThrowIfFailed();
            Assert.Equal(
                ["System.IO.FileInfo", "System.IO.FileInfo", "BatchNorm.Measurements.BatchNormMeasurement", "BatchNorm.Testing.TestResult"],
                result.Output.Select(output => output.BaseObject.GetType().FullName));
            Assert.Equal(data == _letters ? 47 : 26, result.Output[^1].Value<object[]>("ConfusionMatrix").Length);
        }
    }

    [Fact]
    public void A_network_made_for_them_is_trained_saved_restored_and_plotted()
    {
        ScriptResult result = module.Run($$"""
            $run = New-InitialWeight 8 -Rows 16 -Columns 16 -Classes 47 | New-NeuralNet -BatchNorm |
                Invoke-Training -TrainingBatches 6 -BatchesPerSample 3 -DatasetPath '{{_letters.Folder}}' -TraceActivation
            $run | Export-ActivationPlot $out/trace.svg
            New-NeuralNet -HiddenLayer 8 -Rows 16 -Columns 16 -Classes 47 |
                Invoke-Training -TrainingBatches 6 -BatchesPerSample 3 -DatasetPath '{{_letters.Folder}}' -SaveAs $out/letters.safetensors | Out-Null
            Test-Network -RestoreFrom $out/letters.safetensors -DatasetPath '{{_letters.Folder}}'
            """);

        result.ThrowIfFailed();
        Assert.Equal(47, result.Output[^1].Value<object[]>("ConfusionMatrix").Length);
    }

    [Theory]
    [InlineData("New-NeuralNet -HiddenLayer 8", "images of 28 x 28 pixels in 10 classes")]
    [InlineData("New-NeuralNet -HiddenLayer 8 -Rows 20 -Columns 12 -Classes 26", "images of 20 x 12 pixels in 26 classes")]
    [InlineData("New-NeuralNet -HiddenLayer 8 -Rows 12 -Columns 20", "images of 12 x 20 pixels in 10 classes")]
    public void A_network_that_does_not_fit_is_refused_with_what_each_has_and_what_to_type(string network, string has)
    {
        foreach (string use in new[] { "Invoke-Training -TrainingBatches 5", "Test-Network -WarningAction Ignore" })
        {
            ErrorRecord error = module.Run($"{network} | {use} -DatasetPath '{_wide.Folder}'").Error();

            Assert.StartsWith("DataDoesNotFit", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains($"is for {has}, the data '{_wide.Name}' has images of 12 x 20 pixels in 26 classes.", error.Exception.Message, StringComparison.Ordinal);
            Assert.Contains("New-NeuralNet -Rows 12 -Columns 20 -Classes 26", error.ErrorDetails.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_saved_network_that_does_not_fit_is_refused_too_and_its_file_is_named()
    {
        ErrorRecord error = module.Run($"""
            $null = New-NeuralNet -HiddenLayer 8 | Invoke-Training -TrainingBatches 3 -DatasetPath $tiny -SaveAs $out/small.safetensors
            Test-Network -RestoreFrom $out/small.safetensors -DatasetPath '{_letters.Folder}'
            """).Error();

        Assert.StartsWith("DataDoesNotFit", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(module.Out("small.safetensors"), error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("has images of 16 x 16 pixels in 47 classes", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_too_large_for_memory_is_an_error_in_words()
    {
        Assert.Contains(
            "more than fits into memory", module.Run("New-NeuralNet -Architecture Recurrent -PixelByPixel -Rows 5000 -Columns 5000").Error().Exception.Message, StringComparison.Ordinal);
        Assert.Contains(
            "more than fit into memory", module.Run("New-InitialWeight 1000 -Rows 10000 -Columns 10000").Error().Exception.Message, StringComparison.Ordinal);
    }
}
