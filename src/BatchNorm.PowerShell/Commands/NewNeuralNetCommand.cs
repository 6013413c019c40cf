using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>New-NeuralNet: makes a network from given initial weights, or from weights it draws.</summary>
[Cmdlet(VerbsCommon.New, "NeuralNet", DefaultParameterSetName = DrawnWeights)]
[OutputType(typeof(NeuralNet))]
public sealed class NewNeuralNetCommand : PSCmdlet
{
    private const string DrawnWeights = "DrawnWeights";
    private const string GivenWeights = "GivenWeights";

    /// <summary>Weights from New-InitialWeight; any number of networks can start from the same ones.</summary>
    [Parameter(ParameterSetName = GivenWeights, Mandatory = true, ValueFromPipeline = true, Position = 0,
        HelpMessage = "Weights from New-InitialWeight; any number of networks can start from the same ones.")]
    [ValidateNotNull]
    public InitialWeights InitialWeight { get; set; } = null!;

    /// <summary>Units of each hidden layer.</summary>
    [Parameter(ParameterSetName = DrawnWeights, HelpMessage = "Units of each hidden layer, first to last: 100,100,100 in the lesson.")]
    [LayerWidths]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, Limits.Layers)]
    [ValidateRange(1, Limits.Width)]
    public int[] HiddenLayer { get; set; } = [100, 100, 100];

    /// <summary>The standard deviation of the weights.</summary>
    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "The standard deviation of the weights: 0.05 are the lesson's good weights, 5 its bad ones.")]
    [ValidatePositive]
    public double WeightScale { get; set; } = 0.05;

    /// <summary>The same seed gives the same weights.</summary>
    [Parameter(ParameterSetName = DrawnWeights)]
    public int Seed { get; set; } = 1;

    /// <summary>The non-linearity of every hidden layer.</summary>
    [Parameter]
    public Activation Activation { get; set; } = Activation.ReLU;

    /// <summary>Normalizes every hidden layer before its activation.</summary>
    [Parameter]
    public SwitchParameter BatchNorm { get; set; }

    /// <summary>Added to the variance before the square root.</summary>
    [Parameter(HelpMessage = "Added to the variance before the square root: 0.001 in TensorFlow and the lesson, 1e-5 in PyTorch.")]
    [ValidatePositive]
    public double Epsilon { get; set; } = 0.001;

    /// <summary>The share of the old population estimate that is kept at each batch.</summary>
    [Parameter(HelpMessage = "The share of the old population estimate kept at each batch: 0.99 in the lesson; PyTorch's momentum is 1 - decay.")]
    [ValidateRange(0.0, 0.999999999)]
    public double Decay { get; set; } = 0.99;

    /// <summary>Where in a hidden layer batch normalization stands.</summary>
    [Parameter(HelpMessage = "BeforeActivation is the paper's place for batch normalization; AfterActivation needs the Torch engine, which Auto then takes.")]
    public BatchNormPlacement Placement { get; set; } = BatchNormPlacement.BeforeActivation;

    /// <summary>From what height batch normalization is written.</summary>
    [Parameter(HelpMessage = "The Torch engine's batch normalization as the library's Layer, its Functional form, or the four Equations: all compute the same.")]
    public BatchNormImplementation? Implementation { get; set; }

    /// <summary>Never moves the population statistics.</summary>
    [Parameter(HelpMessage = "Never moves the population statistics, a mistake on purpose: training looks fine, and inference fails.")]
    public SwitchParameter SkipPopulationUpdate { get; set; }

    /// <summary>What computes.</summary>
    [Parameter]
    public EngineKind Engine { get; set; } = EngineKind.Auto;

    /// <summary>What results and plots call the network.</summary>
    [Parameter(HelpMessage = "What results and plots call the network; 'With Batch Norm' or 'Without Batch Norm' unless given.")]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        InitialWeights weights = ParameterSetName == GivenWeights
            ? InitialWeight
            : InitialWeights.Draw(MnistFiles.PixelsPerImage, HiddenLayer, ImageSet.Classes, WeightScale, Seed);
        var definition = new FullyConnectedDefinition(
            weights.Matrices[0].Rows, weights.HiddenLayer, weights.Matrices[^1].Columns, Activation, BatchNorm ? Settings() : null);
        try
        {
            WriteObject(new NeuralNet(
                Name, FullyConnectedParameters.Initial(definition, weights), weights.WeightScale, weights.Seed,
                EngineSelection.For(Engine, definition)));
        }
        catch (ArgumentException exception)
        {
            WriteError(Failure.Of(exception, definition));
        }
    }

    private BatchNormSettings Settings() => new()
    {
        Epsilon = Epsilon,
        Decay = Decay,
        Placement = Placement,
        Implementation = Implementation,
        SkipPopulationUpdate = SkipPopulationUpdate,
    };
}
