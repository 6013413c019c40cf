using System.Management.Automation;
using BatchNorm.Engines.Torch;
using BatchNorm.PowerShell.Errors;
using BatchNorm.Storage;
using BatchNorm.Storage.Onnx;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-NeuralNet: writes a network into a file, as it is now, for this module or for other programs.</summary>
[Cmdlet(VerbsData.Export, "NeuralNet", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNeuralNetCommand : CancellableCommand
{
    private const string Safetensors = ".safetensors", Onnx = ".onnx";

    private string _fullPath = "";
    private bool _hasInput;
    private bool _isTaken;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "A network from New-NeuralNet or Import-NeuralNet, or a run that kept its own. It is not changed.")]
    [ValidateNotNullOrEmpty]
    public NeuralNet[] Network { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0,
        HelpMessage = "The file to write: .safetensors, which Import-NeuralNet and Test-Network read, or .onnx for inference in other programs.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(HelpMessage = "For .onnx: folds batch normalization into the products beside it, which then compute the same without it.")]
    public SwitchParameter Fold { get; set; }

    [Parameter(HelpMessage = "Refuses to replace an existing file.")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter(HelpMessage = "Writes the file to the pipeline once it is there; without it nothing is.")]
    public SwitchParameter PassThru { get; set; }

    private bool IsOnnx => HasExtension(Onnx);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _fullPath = WritableFile(Path, NoClobber);
        if (!IsOnnx && !HasExtension(Safetensors))
        {
            ThrowTerminatingError(Failure.New(
                $"'{Path}' does not end in a format of networks that this module writes: {Safetensors} or {Onnx}.",
                "UnknownNetworkFormat", ErrorCategory.InvalidArgument, Path, "Give -Path one of these extensions."));
        }

        if (Fold && !IsOnnx)
        {
            ThrowTerminatingError(Failure.New(
                $"-Fold belongs to {Onnx}: a {Safetensors} file keeps batch normalization, so that training can go on.",
                "InvalidSettings", ErrorCategory.InvalidArgument, Path, $"Leave -Fold out, or give a path that ends in {Onnx}."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasInput = true;
        foreach (NeuralNet net in Network)
        {
            if (MayWrite(net))
                Write(net);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_hasInput)
            WarnOfNothingWritten(_fullPath);
    }

    private bool HasExtension(string extension) => string.Equals(System.IO.Path.GetExtension(_fullPath), extension, StringComparison.OrdinalIgnoreCase);

    private bool MayWrite(NeuralNet net)
    {
        if (_isTaken)
        {
            WriteError(Failure.New(
                $"-Path names one file, and an earlier network of the pipeline is there: '{net.Name}' was not exported.",
                "PathTaken", ErrorCategory.InvalidOperation, net, "Export each network to a file of its own."));
            return false;
        }

        return ShouldProcess(_fullPath, $"Export {net}");
    }

    private void Write(NeuralNet net)
    {
        try
        {
            if (IsOnnx)
                WriteOnnx(net);
            else
                NetworkFile.Save(_fullPath, SavedNetwork.Of(net), overwrite: !NoClobber);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or ObjectDisposedException or TorchUnavailableException)
        {
            WriteError(Failure.Of(exception, exception is ObjectDisposedException ? net : _fullPath));
            return;
        }

        _isTaken = true;
        if (PassThru)
            WriteObject(new FileInfo(_fullPath));
    }

    private void WriteOnnx(NeuralNet net)
    {
        var model = OnnxModel.Of(net, Fold);
        model.Save(_fullPath, overwrite: !NoClobber);
        foreach (string remark in model.Remarks)
            WriteWarning(remark);
    }
}
