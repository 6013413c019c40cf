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
    /// <summary>Units of each hidden layer.</summary>
    [Parameter(Position = 0, HelpMessage = "Units of each hidden layer, first to last: 100,100,100 in the lesson.")]
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, Limits.Layers)]
    [ValidateRange(1, Limits.Width)]
    public int[] HiddenLayer { get; set; } = [100, 100, 100];

    /// <summary>Pixels of an image down.</summary>
    [Parameter(HelpMessage = "Pixels of an image down: 28 unless given, as in MNIST.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int Rows { get; set; } = Limits.UsualSide;

    /// <summary>Pixels of an image across.</summary>
    [Parameter(HelpMessage = "Pixels of an image across: 28 unless given, as in MNIST.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int Columns { get; set; } = Limits.UsualSide;

    /// <summary>Classes to tell apart.</summary>
    [Parameter(HelpMessage = "Classes to tell apart: 10 unless given, for digits; 47 for EmnistBalanced.")]
    [WholeNumberText]
    [ValidateRange(2, ImageSet.MostClasses)]
    public int Classes { get; set; } = Limits.UsualClasses;

    /// <summary>The standard deviation of the weights.</summary>
    [Parameter(HelpMessage = "The standard deviation of the weights: 0.05 are the lesson's good weights, 5 its bad ones.")]
    [NumberText]
    [ValidatePositive]
    public double WeightScale { get; set; } = 0.05;

    /// <summary>The same seed gives the same weights.</summary>
    [Parameter(HelpMessage = "The same seed gives the same weights, on every machine.")]
    [WholeNumberText]
    public int Seed { get; set; } = 1;

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
