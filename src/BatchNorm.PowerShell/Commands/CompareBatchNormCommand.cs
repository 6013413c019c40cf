using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Compare-BatchNorm: trains two networks that differ in batch normalization only, for every combination of the values
/// given, and emits the comparisons in the order of the grid, each as soon as it and all before it are done.
/// </summary>
[Cmdlet(VerbsData.Compare, "BatchNorm", DefaultParameterSetName = GivenScale)]
[OutputType(typeof(BatchNormComparison))]
public sealed class CompareBatchNormCommand : TrainingCommand<BatchNormComparison>
{
    private const string GivenScale = "WeightScale";
    private const string BadScale = "BadWeights";
    private const double BadWeightScale = 5;

    private readonly HashSet<string> _otherData = [];

    private ComparisonRunner? _runner;
    private bool _isPublishedGiven;

    /// <summary>The non-linearity of the hidden layers.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The non-linearity of the hidden layers: ReLU unless given, Tanh in an LSTM.")]
    [NameText<Activation>(Several = true)]
    [ValidateNotNullOrEmpty]
    public Activation[]? Activation { get; set; }

    /// <summary>The step size of gradient descent.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The step size of the optimizer: 0.01 unless given, 0.001 in an LSTM.")]
    [NumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidatePositive]
    public double[]? LearningRate { get; set; }

    /// <summary>What makes the steps out of the gradients.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "What makes the steps: SGD unless given, plain gradient descent as in the lesson; RMSProp in an LSTM.")]
    [NameText<OptimizerKind>(Several = true)]
    [ValidateNotNullOrEmpty]
    public OptimizerKind[]? Optimizer { get; set; }

    /// <summary>The optimizer's momentum.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The optimizer's momentum, 0.9 unless given: RMSProp's decay of the mean square, Adam's beta1; SGD has none.")]
    [NumberText(Several = true, BlankIsNone = true)]
    [ValidateRange(0.0, ExperimentSettings.MaximumMomentum)]
    public double[]? Momentum { get; set; }

    /// <summary>The standard deviation of the initial weights.</summary>
    [Parameter(ParameterSetName = GivenScale, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The standard deviation of the initial weights: 0.05 are the lesson's good weights, 5 its bad ones. In an LSTM, the factor to its orthogonal matrices, 1 unless given.")]
    [NumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidatePositive]
    public double[]? WeightScale { get; set; }

    /// <summary>The lesson's bad weights: -WeightScale 5.</summary>
    [Parameter(ParameterSetName = BadScale, Mandatory = true, HelpMessage = "The lesson's bad weights: the same as -WeightScale 5.")]
    public SwitchParameter BadWeights { get; set; }

    /// <summary>Images a step.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, int.MaxValue)]
    public int[]? BatchSize { get; set; }

    /// <summary>Draws the weights and the order of the batches.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Draws the weights and the order of the batches, the same for both networks; (1..20) repeats every comparison 20 times.")]
    [Alias("Seeds")] // as measurements call theirs
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    public int[]? Seed { get; set; }

    /// <summary>How the layers are connected.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "How the layers are connected: FullyConnected as in the lesson, Convolutional after LeNet, or Recurrent: an LSTM.")]
    [NameText<Architecture>(Several = true)]
    [ValidateNotNullOrEmpty]
    public Architecture[]? Architecture { get; set; }

    /// <summary>Feature maps of each convolution.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Feature maps of each convolution, first to last: 6,16 unless given. For -Architecture Convolutional.")]
    [WidthsText(BlankIsNone = true)]
    public string? FeatureMaps { get; set; }

    /// <summary>Rows and columns of every convolution's kernel.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Rows and columns of every convolution's kernel, an odd number: 5 unless given. For -Architecture Convolutional.")]
    [WholeNumberText(BlankIsNone = true)]
    public int? KernelSize { get; set; }

    /// <summary>Reads an image a pixel a step.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Reads an image a pixel a step, as the paper does, instead of a row: as many times as long as a row has pixels. For -Architecture Recurrent.")]
    [SwitchText]
    public SwitchParameter PixelByPixel { get; set; }

    /// <summary>Reads the pixels in a random order.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Reads the pixels in an order drawn at random, the same for all images, networks and seeds. For -Architecture Recurrent.")]
    [SwitchText]
    public SwitchParameter Permuted { get; set; }

    /// <summary>Units of each fully connected hidden layer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Units of each fully connected hidden layer, first to last: 100,100,100 unless given, 120,84 after convolutions, 100 in an LSTM. Of several networks: (100,100,100), (50,50), or '100,100,100', '50,50'.")]
    [WidthsText(Several = true)]
    [ValidateNotNullOrEmpty]
    public string[]? HiddenLayer { get; set; }

    /// <summary>Where in a hidden layer batch normalization stands.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "BeforeActivation is the paper's place for batch normalization; AfterActivation needs the Torch engine, which Auto then takes.")]
    [NameText<BatchNormPlacement>(BlankIsNone = true)]
    public BatchNormPlacement? Placement { get; set; }

    /// <summary>From what height batch normalization is written.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Torch engine's batch normalization as the library's Layer, its Functional form, or the four Equations: all compute the same.")]
    [NameText<BatchNormImplementation>(BlankIsNone = true)]
    public BatchNormImplementation? Implementation { get; set; }

    /// <summary>Added to the variance before the square root.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Added to the variance before the square root: 0.001 unless given, as in TensorFlow and the lesson; 1e-5 in PyTorch.")]
    [NumberText(Several = true, BlankIsNone = true)]
    [ValidatePositive]
    public double[]? Epsilon { get; set; }

    /// <summary>The share of the old population estimate that is kept at each batch.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The share of the old population estimate kept at each batch: 0.99 unless given, as in the lesson; PyTorch's momentum is 1 - decay.")]
    [NumberText(Several = true, BlankIsNone = true)]
    [ValidateRange(0.0, ExperimentSettings.MaximumDecay)]
    public double[]? Decay { get; set; }

    /// <summary>Never moves the population statistics.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Never moves the population statistics, a mistake on purpose: training looks fine, and inference fails.")]
    [SwitchText]
    public SwitchParameter SkipPopulationUpdate { get; set; }

    /// <summary>What the comparisons are called.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "What the comparisons are called; Get-LessonExperiment gives its own.")]
    public string Name { get; set; } = "";

    /// <summary>Tests with the statistics of the images given, as in training.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Tests with the statistics of the images given, as in training: the lesson's In [23], a mistake on purpose.")]
    [SwitchText]
    public SwitchParameter UseBatchStatistics { get; set; }

    /// <summary>Predicts this many test images one at a time, too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Predicts this many of the test images one at a time, too: 200 in the lesson's In [23] and In [24].")]
    [WholeNumberText]
    [ValidateRange(0, int.MaxValue)]
    public int IndividualPredictions { get; set; }

    /// <summary>Reported by somebody else: test accuracy without batch normalization.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [NumberText(BlankIsNone = true)]
    public double? PublishedTestAccuracyWithout { get; set; }

    /// <summary>Reported by somebody else: test accuracy with batch normalization.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [NumberText(BlankIsNone = true)]
    public double? PublishedTestAccuracyWith { get; set; }

    /// <summary>Reported by somebody else: accuracy on images given one at a time, with batch normalization.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    [NumberText(BlankIsNone = true)]
    public double? PublishedIndividualAccuracyWith { get; set; }

    /// <summary>What computes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NameText<EngineKind>]
    public EngineKind Engine { get; set; } = EngineKind.Auto;

    /// <summary>The object whose properties are the settings, whole.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Keeps the trained networks in the runs.</summary>
    [Parameter(HelpMessage = "Keeps the trained networks in the runs' Network property, for Test-Network; they take memory.")]
    public SwitchParameter KeepNetwork { get; set; }

    /// <inheritdoc/>
    protected override string Activity => "Comparing";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (InputObject is not null)
        {
            ThrowTerminatingError(Failure.New(
                "Settings come from the pipeline or from parameters of their own, not from -InputObject.",
                "InputObjectUnused", ErrorCategory.InvalidArgument, InputObject, "Pipe the objects in: $rows | Compare-BatchNorm."));
        }

        base.BeginProcessing();
        _isPublishedGiven = MyInvocation.BoundParameters.Keys.Any(name => name.StartsWith("Published", StringComparison.Ordinal));
        _runner = new ComparisonRunner(Pool, Images, KeepNetwork);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (HasSettings())
            Queue(InputObject is null ? null : new ExperimentRow(InputObject));
        base.ProcessRecord();
    }

    /// <inheritdoc/>
    protected override void Write(BatchNormComparison result)
    {
        ArgumentNullException.ThrowIfNull(result);
        PSObject output = PSObject.AsPSObject(result);
        if (result.Name.Length > 0)
            output.TypeNames.Insert(0, $"{typeof(BatchNormComparison)}#Named"); // the view that has room for a name
        WriteObject(output);
    }

    private void Queue(ExperimentRow? row)
    {
        if (row?.OtherData(Images) is { } named && _otherData.Add(named))
        {
            WriteWarning($"The settings piped in name the data '{named}', and '{Images.Name}' is used, which is other data: "
                + "the results need not repeat, and what was published is left out. Choose the data with -Dataset or -DatasetPath.");
        }

        var wrong = new HashSet<string>(StringComparer.Ordinal);
        foreach (IReadOnlyList<KeyValuePair<Setting, object>> combination in Grid().Combinations())
        {
            if (Make(combination, wrong) is { } experiment && Add(experiment, row))
                TellQueued(experiment);
        }
    }

    /// <summary>
    /// The experiment of a combination, or null where there is none, or none for the data; that takes the place of its result. What is wrong with
    /// many cells is said once.
    /// </summary>
    private PublishedExperiment? Make(IReadOnlyList<KeyValuePair<Setting, object>> combination, HashSet<string> wrong)
    {
        try
        {
            var experiment = new PublishedExperiment(ExperimentGrid.Experiment(combination))
            {
                PublishedTestAccuracyWithout = PublishedTestAccuracyWithout,
                PublishedTestAccuracyWith = PublishedTestAccuracyWith,
                PublishedIndividualAccuracyWith = PublishedIndividualAccuracyWith,
            };
            _runner!.CheckNetworks(experiment);
            return experiment;
        }
        catch (ArgumentException exception)
        {
            if (wrong.Add(exception.Message))
                Pool.AddFailure(string.Join(", ", combination.Select(given => $"{given.Key} {given.Value}")), exception);
            return null;
        }
    }

    private bool Add(PublishedExperiment experiment, ExperimentRow? row)
    {
        try
        {
            _runner!.Add(row is null || _isPublishedGiven ? experiment : row.PublishedFor(experiment, Images));
            return true;
        }
        catch (ArgumentException exception)
        {
            Pool.AddFailure($"{experiment}", exception);
            return false;
        }
    }

    private ExperimentGrid Grid()
    {
        var given = new Dictionary<Setting, IReadOnlyList<object>>(GivenSettings.Of(this));
        if (BadWeights)
            given[SettingTable.Named(nameof(WeightScale))] = [BadWeightScale];
        return new ExperimentGrid(given);
    }

    private void TellQueued(Experiment experiment)
    {
        WriteVerbose($"Queued {experiment}, {experiment.TrainingBatches} batches on {Images.Name}.");
        WarnOfBatchesOfOne($"{experiment}", _runner!.Define(experiment), experiment.BatchSize);
    }

    /// <summary>Whether an object of the pipeline, where there is one, has a property that is a setting; else trains nothing for it, and says so.</summary>
    private bool HasSettings()
    {
        if (InputObject is null || MyInvocation.MyCommand.Parameters.Values.Any(IsSettingOfInput))
            return true;

        WriteError(Failure.New(
            $"'{InputObject}' holds no settings: it is a {InputObject.TypeNames[0]}.",
            "NoSettings", ErrorCategory.InvalidType, InputObject,
            "Pipe in objects with settings as properties, such as Activation and LearningRate, or name the parameters."));
        return false;
    }

    private bool IsSettingOfInput(ParameterMetadata parameter) =>
        parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName)
        && parameter.Aliases.Append(parameter.Name).Any(name => InputObject!.Properties[name] is not null);
}
