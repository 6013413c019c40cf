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

    [Parameter(ParameterSetName = GivenWeights, Mandatory = true, ValueFromPipeline = true, Position = 0,
        HelpMessage = "Weights from New-InitialWeight; any number of fully connected networks can start from the same ones.")]
    [ValidateNotNull]
    public InitialWeights InitialWeight { get; set; } = null!;

    [Parameter(HelpMessage = "The non-linearity of the hidden layers: ReLU unless given, Tanh in a recurrent network.")]
    [NameText<Activation>]
    public Activation? Activation { get; set; }

    [Parameter(HelpMessage = "Normalizes every hidden layer over the mini-batch. Without it the network has biases instead.")]
    public SwitchParameter BatchNorm { get; set; }

    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Units of each fully connected hidden layer, first to last, 1 to 10000 each: 100,100,100 unless given, 120,84 after convolutions, 100 in a recurrent network.")]
    [WidthsText]
    [ValidateNotNullOrEmpty]
    public string? HiddenLayer { get; set; }

    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "The standard deviation of the initial weights, above 0: 0.05 unless given, the lesson's good weights; 5 are its bad ones. In a recurrent network a factor to orthogonal matrices, 1 unless given.")]
    [NumberText]
    [ValidatePositive]
    public double? WeightScale { get; set; }

    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Draws the initial weights, and orders the images of the trainings that are given no seed: any whole number, 1 unless given. The same seed gives the same weights.")]
    [WholeNumberText]
    public int Seed { get; set; } = 1;

    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "How the layers are connected: FullyConnected as in the lesson (unless given), Convolutional after LeNet, or Recurrent, an LSTM.")]
    [NameText<Architecture>]
    public Architecture? Architecture { get; set; }

    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Feature maps of each convolution, first to last: 6,16 unless given. For -Architecture Convolutional.")]
    [WidthsText(BlankIsNone = true)]
    public string? FeatureMaps { get; set; }

    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Rows and columns of every convolution's kernel, an odd number of pixels: 5 unless given. For -Architecture Convolutional.")]
    [WholeNumberText]
    public int? KernelSize { get; set; }

    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Reads an image one pixel a step, as Cooijmans et al. do, and not one row a step: it takes as many times as long as a row has pixels. For -Architecture Recurrent.")]
    public SwitchParameter PixelByPixel { get; set; }

    [Parameter(ParameterSetName = DrawnWeights,
        HelpMessage = "Reads the pixels in an order drawn at random, the same for all images, networks and seeds. For -Architecture Recurrent.")]
    public SwitchParameter Permuted { get; set; }

    [Parameter(ParameterSetName = DrawnWeights, HelpMessage = "Pixels of an image down, 1 to 10000: 28 unless given, as in MNIST.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int Rows { get; set; } = Limits.UsualSide;

    [Parameter(ParameterSetName = DrawnWeights, HelpMessage = "Pixels of an image across, 1 to 10000: 28 unless given, as in MNIST.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int Columns { get; set; } = Limits.UsualSide;

    [Parameter(ParameterSetName = DrawnWeights, HelpMessage = "Classes to tell apart, 2 to 256: 10 unless given, for digits; 47 for EmnistBalanced.")]
    [WholeNumberText]
    [ValidateRange(2, ImageSet.MostClasses)]
    public int Classes { get; set; } = Limits.UsualClasses;

    [Parameter(HelpMessage = "What computes: Auto (unless given) takes Simd, the module's own kernels, for everything but -Implementation, which only Torch has: libtorch, the reference, several times slower. The two agree to 1e-4, not to the bit.")]
    [NameText<EngineKind>]
    public EngineKind Engine { get; set; } = EngineKind.Auto;

    [Parameter(HelpMessage = "What results and plots call the network: 'With Batch Norm' or 'Without Batch Norm' unless given.")]
    [PSDefaultValue(Help = "'With Batch Norm' or 'Without Batch Norm'")]
    public string? Name { get; set; }

    [Parameter(HelpMessage = "Added to the variance before the square root, above 0: 0.001 unless given, as in TensorFlow and the lesson; PyTorch has 1e-5. For networks with batch normalization.")]
    [NumberText]
    [ValidatePositive]
    public double? Epsilon { get; set; }

    [Parameter(HelpMessage = "The share of the old population statistics that each batch leaves, from 0 to below 1: 0.99 unless given, as in the lesson; PyTorch's momentum is 1 - decay. For networks with batch normalization.")]
    [NumberText]
    [ValidateRange(0.0, ExperimentSettings.MaximumDecay)]
    public double? Decay { get; set; }

    [Parameter(HelpMessage = "Where batch normalization stands in a hidden layer: BeforeActivation (unless given) is the paper's place; AfterActivation is behind it.")]
    [NameText<BatchNormPlacement>]
    public BatchNormPlacement? Placement { get; set; }

    [Parameter(HelpMessage = "How the Torch engine writes batch normalization: as the library's Layer, in its Functional form, or as the four Equations. All compute the same; the engine chooses unless given, and where one is, Auto takes Torch.")]
    [PSDefaultValue(Help = "the engine's own")]
    [NameText<BatchNormImplementation>]
    public BatchNormImplementation? Implementation { get; set; }

    [Parameter(HelpMessage = "Never moves the population statistics, a mistake on purpose: training looks fine, and inference fails.")]
    public SwitchParameter SkipPopulationUpdate { get; set; }

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
        return NeuralNet.Draw(Name, definition, settings.WeightScale, Seed, Engine);
    }

    private Experiment Settings()
    {
        Experiment settings = ExperimentGrid.Experiment([.. GivenSettings.Of(this).Select(given => KeyValuePair.Create(given.Key, given.Value[0]))]);
        return BatchNorm ? settings : SettingTable.WithoutBatchNorm(settings);
    }
}
