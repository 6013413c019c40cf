using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;

namespace BatchNorm.PowerShell.Commands;

/// <summary>New-InitialWeight: draws the weights that one or several networks start from.</summary>
[Cmdlet(VerbsCommon.New, "InitialWeight")]
[OutputType(typeof(InitialWeights))]
public sealed class NewInitialWeightCommand : PSCmdlet
{
    [Parameter(Position = 0, HelpMessage = "Units of each hidden layer, first to last, 1 to 10000 each: 100,100,100 unless given, as in the lesson.")]
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, Limits.Layers)]
    [ValidateRange(1, Limits.Width)]
    public int[] HiddenLayer { get; set; } = [100, 100, 100];

    [Parameter(HelpMessage = "The standard deviation of the weights, above 0: 0.05 unless given, the lesson's good weights; 5 are its bad ones.")]
    [NumberText]
    [ValidatePositive]
    public double WeightScale { get; set; } = 0.05;

    [Parameter(HelpMessage = "Draws the weights: any whole number, 1 unless given. The same seed gives the same weights on every machine.")]
    [WholeNumberText]
    public int Seed { get; set; } = 1;

    [Parameter(HelpMessage = "Pixels of an image down, 1 to 10000: 28 unless given, as in MNIST.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int Rows { get; set; } = Limits.UsualSide;

    [Parameter(HelpMessage = "Pixels of an image across, 1 to 10000: 28 unless given, as in MNIST.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int Columns { get; set; } = Limits.UsualSide;

    [Parameter(HelpMessage = "Classes to tell apart, 2 to 256: 10 unless given, for digits; 47 for EmnistBalanced.")]
    [WholeNumberText]
    [ValidateRange(2, ImageSet.MostClasses)]
    public int Classes { get; set; } = Limits.UsualClasses;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(InitialWeights.Draw(new ImageShape(Rows, Columns), HiddenLayer, Classes, WeightScale, Seed));
        }
        catch (ArgumentException exception)
        {
            WriteError(Failure.Of(exception, HiddenLayer));
        }
    }
}
