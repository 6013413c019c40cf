using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Settings;
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

    /// <summary>How the layers are connected.</summary>
    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "How the layers are connected: FullyConnected as in the lesson, Convolutional after LeNet, or Recurrent: an LSTM.")]
    [NameText<Architecture>]
    public Architecture? Architecture { get; set; }

    /// <summary>Feature maps of each convolution.</summary>
    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Feature maps of each convolution, first to last: 6,16 unless given. For -Architecture Convolutional.")]
    [WidthsText(BlankIsNone = true)]
    public string? FeatureMaps { get; set; }

    /// <summary>Rows and columns of every convolution's kernel.</summary>
    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Rows and columns of every convolution's kernel, an odd number: 5 unless given. For -Architecture Convolutional.")]
    [WholeNumberText]
    public int? KernelSize { get; set; }

    /// <summary>Reads an image a pixel a step.</summary>
    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Reads an image a pixel a step, as the paper does, instead of a row: as many times as long as a row has pixels. For -Architecture Recurrent.")]
    public SwitchParameter PixelByPixel { get; set; }

    /// <summary>Reads the pixels in a random order.</summary>
    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Reads the pixels in an order drawn at random, the same for all images, networks and seeds. For -Architecture Recurrent.")]
    public SwitchParameter Permuted { get; set; }

    /// <summary>Pixels of an image down.</summary>
    [Parameter(ParameterSetName = DrawnWeights, HelpMessage = "Pixels of an image down: 28 unless given, as in MNIST.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int Rows { get; set; } = Limits.UsualSide;

    /// <summary>Pixels of an image across.</summary>
    [Parameter(ParameterSetName = DrawnWeights, HelpMessage = "Pixels of an image across: 28 unless given, as in MNIST.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int Columns { get; set; } = Limits.UsualSide;

    /// <summary>Classes to tell apart.</summary>
    [Parameter(ParameterSetName = DrawnWeights, HelpMessage = "Classes to tell apart: 10 unless given, for digits; 47 for EmnistBalanced.")]
    [WholeNumberText]
    [ValidateRange(2, ImageSet.MostClasses)]
    public int Classes { get; set; } = Limits.UsualClasses;

    /// <summary>Units of each fully connected hidden layer.</summary>
    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Units of each fully connected hidden layer, first to last: 100,100,100 unless given, 120,84 after convolutions, 100 in an LSTM.")]
    [WidthsText]
    [ValidateNotNullOrEmpty]
    public string? HiddenLayer { get; set; }

    /// <summary>The standard deviation of the weights.</summary>
    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "The standard deviation of the weights: 0.05 are the lesson's good weights, 5 its bad ones. In an LSTM, the factor to its orthogonal matrices, 1 unless given.")]
    [NumberText]
    [ValidatePositive]
    public double? WeightScale { get; set; }

    /// <summary>The same seed gives the same weights.</summary>
    [Parameter(ParameterSetName = DrawnWeights)]
    [WholeNumberText]
    public int Seed { get; set; } = 1;

    /// <summary>The non-linearity of every hidden layer.</summary>
    [Parameter(HelpMessage = "The non-linearity of every hidden layer: ReLU unless given, Tanh in an LSTM.")]
    [NameText<Activation>]
    public Activation? Activation { get; set; }

    /// <summary>Normalizes every hidden layer before its activation.</summary>
    [Parameter]
    public SwitchParameter BatchNorm { get; set; }

    /// <summary>Added to the variance before the square root.</summary>
    [Parameter(HelpMessage = "Added to the variance before the square root: 0.001 unless given, as in TensorFlow and the lesson; 1e-5 in PyTorch.")]
    [NumberText]
    [ValidatePositive]
    public double? Epsilon { get; set; }

    /// <summary>The share of the old population estimate that is kept at each batch.</summary>
    [Parameter(HelpMessage = "The share of the old population estimate kept at each batch: 0.99 unless given, as in the lesson; PyTorch's momentum is 1 - decay.")]
    [NumberText]
    [ValidateRange(0.0, ExperimentSettings.MaximumDecay)]
    public double? Decay { get; set; }

    /// <summary>Where in a hidden layer batch normalization stands.</summary>
    [Parameter(HelpMessage = "BeforeActivation is the paper's place for batch normalization; AfterActivation needs the Torch engine, which Auto then takes.")]
    [NameText<BatchNormPlacement>]
    public BatchNormPlacement? Placement { get; set; }

    /// <summary>From what height batch normalization is written.</summary>
    [Parameter(HelpMessage = "The Torch engine's batch normalization as the library's Layer, its Functional form, or the four Equations: all compute the same.")]
    [NameText<BatchNormImplementation>]
    public BatchNormImplementation? Implementation { get; set; }

    /// <summary>Never moves the population statistics.</summary>
    [Parameter(HelpMessage = "Never moves the population statistics, a mistake on purpose: training looks fine, and inference fails.")]
    public SwitchParameter SkipPopulationUpdate { get; set; }

    /// <summary>What computes.</summary>
    [Parameter]
    [NameText<EngineKind>]
    public EngineKind Engine { get; set; } = EngineKind.Auto;

    /// <summary>What results and plots call the network.</summary>
    [Parameter(HelpMessage = "What results and plots call the network; 'With Batch Norm' or 'Without Batch Norm' unless given.")]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(ParameterSetName == GivenWeights ? FromGivenWeights() : FromDrawnWeights());
        }
        catch (ArgumentException exception)
        {
            WriteError(Failure.Of(exception, Architecture));
        }
    }

    private NeuralNet FromGivenWeights()
    {
        Experiment settings = Settings() with { HiddenLayer = string.Join(',', InitialWeight.HiddenLayer) };
        var definition = (FullyConnectedDefinition)NetworkDefinition.Of(settings, InitialWeight.Images, InitialWeight.Classes);
        return new NeuralNet(
            Name, FullyConnectedParameters.Initial(definition, InitialWeight), InitialWeight.WeightScale, InitialWeight.Seed,
            EngineSelection.For(Engine, definition));
    }

    private NeuralNet FromDrawnWeights()
    {
        Experiment settings = Settings();
        NetworkDefinition definition = NetworkDefinition.Of(settings, new ImageShape(Rows, Columns), Classes);
        return new NeuralNet(
            Name, definition.Draw(settings.WeightScale, Seed), settings.WeightScale, Seed, EngineSelection.For(Engine, definition));
    }

    private Experiment Settings()
    {
        Experiment settings = ExperimentGrid.Experiment([.. GivenSettings.Of(this).Select(given => KeyValuePair.Create(given.Key, given.Value[0]))]);
        return BatchNorm ? settings : SettingTable.WithoutBatchNorm(settings);
    }
}
