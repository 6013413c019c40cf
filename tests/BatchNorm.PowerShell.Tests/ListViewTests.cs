using System.Management.Automation;
using System.Xml.Linq;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>What a run, a comparison or a measurement gains must be seen where everything of it is shown.</summary>
public sealed class ListViewTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ListViewTests(ModuleFixture module)
    {
        _module = module;
        module.Run("if (-not $c) { $global:c = Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1 }").ThrowIfFailed();
    }

    [Theory]
    [InlineData("$c", "BatchNorm.Experiments.BatchNormComparison")]
    [InlineData("$c | Measure-BatchNorm -WarningAction SilentlyContinue", "BatchNorm.Measurements.BatchNormMeasurement")]
    [InlineData("$c | Measure-BatchNorm -GroupBy Activation -WarningAction SilentlyContinue", "BatchNorm.Measurements.GroupMeasurement")]
    [InlineData("$c | Compare-RunGroup UseBatchNorm -WarningAction SilentlyContinue", "BatchNorm.Measurements.RunGroupComparison")]
    [InlineData("New-BatchNormSweep -Path $out/listed -DatasetPath $tiny", "BatchNorm.Sweeps.SweepStatus")]
    [InlineData("New-BatchNormSweep -Path $out/celled -DatasetPath $tiny | Get-BatchNormSweep -Cell", "BatchNorm.Sweeps.CellStatus")]
    [InlineData("$c.WithBatchNorm", "BatchNorm.Training.TrainingRun")]
    public void A_list_names_every_property(string script, string type)
    {
        PSObject shown = _module.Run(script).Only();

        Assert.Equal(
            shown.Properties.Select(property => property.Name).Order(StringComparer.Ordinal),
            Listed(type).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Listed(string type) =>
        XDocument.Load(Path.Combine(Repository.Root, "bin", "BatchNorm.Format.ps1xml"))
            .Descendants("View").Single(view => view.Element("ListControl") is not null && view.Descendants("TypeName").Any(name => name.Value == type))
            .Descendants("ListItem").Elements("PropertyName").Select(name => name.Value);
}
