using System.Management.Automation;
using BatchNorm.Networks;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Storage.PyTorch;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Import-NeuralNet: makes networks from safetensors files, this module's own and PyTorch's.</summary>
[Cmdlet(VerbsData.Import, "NeuralNet")]
[OutputType(typeof(NeuralNet))]
public sealed class ImportNeuralNetCommand : CancellableCommand
{
    /// <summary>What a file of the module's own says by itself.</summary>
    private static readonly string[] OfDefinition =
    [
        nameof(Architecture), nameof(HiddenLayer), nameof(FeatureMaps), nameof(KernelSize), nameof(Rows), nameof(Columns),
        nameof(Activation), nameof(BatchNorm), nameof(Epsilon), nameof(Decay), nameof(Placement),
    ];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = ".safetensors files: of Invoke-Training -SaveAs and Export-NeuralNet, or of a PyTorch model's state_dict().")]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: the non-linearity of the hidden layers. ReLU unless given, with a warning.")]
    [PSDefaultValue(Help = "ReLU")]
    [NameText<Activation>]
    public Activation? Activation { get; set; }

    [Parameter(HelpMessage = "For a file of PyTorch's: that every hidden layer is normalized. Unless given, where the file has the statistics for it.")]
    [PSDefaultValue(Help = "as in the file")]
    public SwitchParameter BatchNorm { get; set; }

    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: what is added to the variance, above 0, eps in PyTorch. Its 1e-5 unless given.")]
    [PSDefaultValue(Help = "1e-5")]
    [NumberText]
    [ValidatePositive]
    public double Epsilon { get; set; } = ForeignDefinition.UsualBatchNorm.Epsilon;

    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: the share of the old population statistics that each batch leaves, 1 - momentum in PyTorch. 0.9 unless given.")]
    [NumberText]
    [ValidateRange(0.0, ExperimentSettings.MaximumDecay)]
    public double Decay { get; set; } = ForeignDefinition.UsualBatchNorm.Decay;

    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: where batch normalization stands in a hidden layer. BeforeActivation unless given.")]
    [NameText<BatchNormPlacement>]
    public BatchNormPlacement Placement { get; set; } = BatchNormPlacement.BeforeActivation;

    [Parameter(HelpMessage = "For a file of PyTorch's: FullyConnected or Convolutional. Unless given, Convolutional where the file has convolutions.")]
    [PSDefaultValue(Help = "as in the file")]
    [NameText<Architecture>]
    public Architecture? Architecture { get; set; }

    [Parameter(HelpMessage = "For a file of PyTorch's: units of each fully connected hidden layer. Those in the file unless given; another number than is there is an error.")]
    [PSDefaultValue(Help = "as in the file")]
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, Limits.Layers)]
    [ValidateRange(1, Limits.Width)]
    public int[]? HiddenLayer { get; set; }

    [Parameter(HelpMessage = "For a file of PyTorch's: feature maps of each convolution. Those in the file unless given.")]
    [PSDefaultValue(Help = "as in the file")]
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, Limits.Width)]
    public int[]? FeatureMaps { get; set; }

    [Parameter(HelpMessage = "For a file of PyTorch's: rows and columns of every kernel, an odd number. Those in the file unless given.")]
    [PSDefaultValue(Help = "as in the file")]
    [WholeNumberText]
    public int? KernelSize { get; set; }

    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: rows of an image, 1 to 10000. Unless given, 28 before convolutions, elsewhere as many as columns.")]
    [PSDefaultValue(Help = "28, or as many as columns")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int? Rows { get; set; }

    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: columns of an image, 1 to 10000. Unless given, 28 before convolutions, elsewhere as many as rows.")]
    [PSDefaultValue(Help = "28, or as many as rows")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int? Columns { get; set; }

    [Parameter(HelpMessage = "What computes: Auto (unless given) takes Simd, the module's own kernels; Torch is libtorch, the reference, several times slower. The two agree to 1e-4, not to the bit.")]
    [NameText<EngineKind>]
    public EngineKind Engine { get; set; } = EngineKind.Auto;

    [Parameter(HelpMessage = "What results and plots call the network. Unless given, what the file says, or 'With Batch Norm' or 'Without Batch Norm'.")]
    [PSDefaultValue(Help = "as in the file")]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
            Import(FullPath(path));
    }

    private void Import(string path)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            WriteObject(NetworkFile.IsIn(file) ? OwnNetwork(file) : ForeignNetwork(file));
        }
        catch (ArgumentException exception)
        {
            WriteError(Failure.Of(new ArgumentException($"'{path}': {exception.Message}", exception), path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(Failure.Of(exception, path));
        }
    }

    private NeuralNet OwnNetwork(SafetensorsFile file)
    {
        string[] given = [.. OfDefinition.Where(MyInvocation.BoundParameters.ContainsKey).Select(name => $"-{name}")];
        if (given.Length > 0)
            throw new ArgumentException($"BatchNorm saved this network, and the file says itself what it is. Leave out {string.Join(", ", given)}.");

        SavedNetwork saved = NetworkFile.Load(file);
        if (Name is not null)
            saved = saved with { Name = Name };
        NeuralNet net = saved.ToNeuralNet(EngineSelection.For(Engine, saved.Parameters.Definition));
        WriteVerbose($"Imported {net} from {file.Path}.");
        return net;
    }

    private NeuralNet ForeignNetwork(SafetensorsFile file)
    {
        ImportedNetwork imported = PyTorchNetwork.Load(file, Said());
        NetworkDefinition definition = imported.Parameters.Definition;
        NeuralNet net = imported.ToNeuralNet(Name, EngineSelection.For(Engine, definition));
        WriteVerbose($"Imported {net} from the tensors of {file.Path}.");
        if (Activation is null && definition.Tensors.Count(tensor => tensor.Name.EndsWith("weight", StringComparison.Ordinal)) > 1)
            WriteWarning($"'{file.Path}' does not say which activation its network has: {definition.Activation} is taken. Give -Activation.");
        if (imported.FoldedBiases.Count > 0)
        {
            WriteWarning($"The bias of {string.Join(", ", imported.FoldedBiases.Select(name => $"'{name}'"))} was taken off the population mean of the batch normalization behind it, which takes any bias away: inference is the same without it.");
        }

        return net;
    }

    private ForeignDefinition Said() => new()
    {
        Architecture = Architecture,
        HiddenLayer = HiddenLayer,
        FeatureMaps = FeatureMaps,
        KernelSize = KernelSize,
        Rows = Rows,
        Columns = Columns,
        Activation = Activation ?? Settings.Activation.ReLU,
        UseBatchNorm = MyInvocation.BoundParameters.ContainsKey(nameof(BatchNorm)) ? BatchNorm : null,
        BatchNorm = ForeignDefinition.UsualBatchNorm with { Epsilon = Epsilon, Decay = Decay, Placement = Placement },
    };
}
