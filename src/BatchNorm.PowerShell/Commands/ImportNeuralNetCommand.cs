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

    /// <summary>The files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = ".safetensors files: of Invoke-Training -SaveAs and Export-NeuralNet, or of a PyTorch model's state_dict().")]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>How the layers of a PyTorch file's network are connected.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's: FullyConnected or Convolutional; unless given, Convolutional where it has convolutions.")]
    [NameText<Architecture>]
    public Architecture? Architecture { get; set; }

    /// <summary>Units of each fully connected hidden layer of a PyTorch file's network.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's: units of each fully connected hidden layer; those in the file unless given.")]
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, Limits.Layers)]
    [ValidateRange(1, Limits.Width)]
    public int[]? HiddenLayer { get; set; }

    /// <summary>Feature maps of each convolution of a PyTorch file's network.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's: feature maps of each convolution; those in the file unless given.")]
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, Limits.Width)]
    public int[]? FeatureMaps { get; set; }

    /// <summary>Rows and columns of every kernel of a PyTorch file's network.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's: rows and columns of every kernel, an odd number; those in the file unless given.")]
    [WholeNumberText]
    public int? KernelSize { get; set; }

    /// <summary>Rows of an image that a network of PyTorch's takes.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: rows of an image. 28 before convolutions unless given, elsewhere as many as columns.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int? Rows { get; set; }

    /// <summary>Columns of an image that a network of PyTorch's takes.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: columns of an image. 28 before convolutions unless given, elsewhere as many as rows.")]
    [WholeNumberText]
    [ValidateRange(1, Limits.Width)]
    public int? Columns { get; set; }

    /// <summary>The non-linearity of every hidden layer of a PyTorch file's network.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: the non-linearity of every hidden layer, ReLU unless given.")]
    [NameText<Activation>]
    public Activation? Activation { get; set; }

    /// <summary>Whether the hidden layers of a PyTorch file's network are normalized.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's: that every hidden layer is normalized; unless given, where the file has the statistics for it.")]
    public SwitchParameter BatchNorm { get; set; }

    /// <summary>Added to the variance before the square root.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: added to the variance, eps in PyTorch. Its 1e-5 unless given.")]
    [NumberText]
    [ValidatePositive]
    public double Epsilon { get; set; } = ForeignDefinition.UsualBatchNorm.Epsilon;

    /// <summary>The share of the old population estimate that is kept at each batch.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: 1 - momentum in PyTorch. Its 0.9 unless given.")]
    [NumberText]
    [ValidateRange(0.0, ExperimentSettings.MaximumDecay)]
    public double Decay { get; set; } = ForeignDefinition.UsualBatchNorm.Decay;

    /// <summary>Where in a hidden layer batch normalization stands.</summary>
    [Parameter(HelpMessage = "For a file of PyTorch's, which does not tell it: whether batch normalization stands before or after the activation.")]
    [NameText<BatchNormPlacement>]
    public BatchNormPlacement Placement { get; set; } = BatchNormPlacement.BeforeActivation;

    /// <summary>What computes.</summary>
    [Parameter]
    [NameText<EngineKind>]
    public EngineKind Engine { get; set; } = EngineKind.Auto;

    /// <summary>What results and plots call the network.</summary>
    [Parameter(HelpMessage = "What results and plots call the network; what its file says, or 'With Batch Norm' or 'Without Batch Norm', unless given.")]
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
