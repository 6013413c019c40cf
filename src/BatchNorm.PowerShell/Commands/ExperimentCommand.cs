using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// A cmdlet that is told of experiments: by parameters, whose values make a grid, and by objects of the pipeline whose properties are settings.
/// What is done with each, and with each that cannot be, is its own.
/// </summary>
public abstract class ExperimentCommand : TrainingCommand
{
    private protected const string GivenScale = "WeightScale";
    private const string BadScale = "BadWeights";
    private const double BadWeightScale = 5;

    private protected const string ActivationHelp = "The non-linearity of the hidden layers: ReLU unless given, Tanh in a recurrent network. Several values make a grid.";
    private protected const string LearningRateHelp = "The step size of the optimizer, above 0: 0.01 unless given, 0.001 in a recurrent network. Several values make a grid.";

    private readonly HashSet<string> _otherData = [];

    private bool _isPublishedGiven;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = ActivationHelp)]
    [NameText<Activation>(Several = true)]
    [ValidateNotNullOrEmpty]
    public virtual Activation[]? Activation { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true,
        HelpMessage = LearningRateHelp)]
    [NumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidatePositive]
    public virtual double[]? LearningRate { get; set; }

    [Parameter(ParameterSetName = GivenScale, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The standard deviation of the initial weights, above 0: 0.05 unless given, the lesson's good weights; 5 are its bad ones. In a recurrent network a factor to orthogonal matrices, 1 unless given. Several values make a grid.")]
    [NumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidatePositive]
    public double[]? WeightScale { get; set; }

    [Parameter(ParameterSetName = BadScale, Mandatory = true, HelpMessage = "Starts both networks from the lesson's bad weights: the same as -WeightScale 5.")]
    public SwitchParameter BadWeights { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Units of each fully connected hidden layer, first to last, 1 to 10000 each: 100,100,100 unless given, 120,84 after convolutions, 100 in a recurrent network. Several networks make a grid: (100,100,100), (50,50).")]
    [WidthsText(Several = true)]
    [ValidateNotNullOrEmpty]
    public string[]? HiddenLayer { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Images a step, at least 1: 60 unless given, as in the lesson. Several values make a grid.")]
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidateRange(1, int.MaxValue)]
    public int[]? BatchSize { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Draws the initial weights and the order of the images, the same for both networks: any whole number, 1 unless given. Several values make a grid: (1..20) repeats every comparison 20 times.")]
    [Alias("Seeds")] // as measurements call theirs
    [WholeNumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    public int[]? Seed { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "What makes the steps out of the gradients: SGD (unless given) is plain gradient descent, as in the lesson; RMSProp is usual in a recurrent network. Several values make a grid.")]
    [NameText<OptimizerKind>(Several = true)]
    [ValidateNotNullOrEmpty]
    public OptimizerKind[]? Optimizer { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The optimizer's momentum, from 0 to below 1: 0.9 unless given. For RMSProp it is the decay of the mean square, for Adam beta1; SGD has none. Several values make a grid.")]
    [PSDefaultValue(Help = "0.9; with SGD none")]
    [NumberText(Several = true, BlankIsNone = true)]
    [ValidateRange(0.0, ExperimentSettings.MaximumMomentum)]
    public double[]? Momentum { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "How the layers are connected: FullyConnected as in the lesson (unless given), Convolutional after LeNet, or Recurrent, an LSTM. Several values make a grid.")]
    [NameText<Architecture>(Several = true)]
    [ValidateNotNullOrEmpty]
    public Architecture[]? Architecture { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Feature maps of each convolution, first to last: 6,16 unless given. For -Architecture Convolutional.")]
    [WidthsText(BlankIsNone = true)]
    public string? FeatureMaps { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Rows and columns of every convolution's kernel, an odd number of pixels: 5 unless given. For -Architecture Convolutional.")]
    [WholeNumberText(BlankIsNone = true)]
    public int? KernelSize { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Reads an image one pixel a step, as Cooijmans et al. do, and not one row a step: it takes as many times as long as a row has pixels. For -Architecture Recurrent.")]
    [SwitchText]
    public SwitchParameter PixelByPixel { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Reads the pixels in an order drawn at random, the same for all images, networks and seeds. For -Architecture Recurrent.")]
    [SwitchText]
    public SwitchParameter Permuted { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "What computes: Auto (unless given) takes Simd, the module's own kernels, for everything but -Implementation, which only Torch has: libtorch, the reference, several times slower. The two agree to 1e-4, not to the bit.")]
    [NameText<EngineKind>]
    public EngineKind Engine { get; set; } = EngineKind.Auto;

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "What the comparisons are called in tables, plots and reports. Get-LessonExperiment gives its own.")]
    public string Name { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Added to the variance before the square root, above 0: 0.001 unless given, as in TensorFlow and the lesson; PyTorch has 1e-5. Several values make a grid.")]
    [NumberText(Several = true, BlankIsNone = true)]
    [ValidatePositive]
    public double[]? Epsilon { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The share of the old population statistics that each batch leaves, from 0 to below 1: 0.99 unless given, as in the lesson; PyTorch's momentum is 1 - decay. Several values make a grid.")]
    [NumberText(Several = true, BlankIsNone = true)]
    [ValidateRange(0.0, ExperimentSettings.MaximumDecay)]
    public double[]? Decay { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Where batch normalization stands in a hidden layer: BeforeActivation (unless given) is the paper's place; AfterActivation is behind it.")]
    [NameText<BatchNormPlacement>(BlankIsNone = true)]
    public BatchNormPlacement? Placement { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "How the Torch engine writes batch normalization: as the library's Layer, in its Functional form, or as the four Equations. All compute the same; the engine chooses unless given, and where one is, Auto takes Torch.")]
    [PSDefaultValue(Help = "the engine's own")]
    [NameText<BatchNormImplementation>(BlankIsNone = true)]
    public BatchNormImplementation? Implementation { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Never moves the population statistics, a mistake on purpose: training looks fine, and inference fails.")]
    [SwitchText]
    public SwitchParameter SkipPopulationUpdate { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Tests with the statistics of the images given, as in training, and not with the population's: the lesson's In [23], a mistake on purpose.")]
    [SwitchText]
    public SwitchParameter UseBatchStatistics { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Predicts this many of the test images one at a time, too: 0 unless given, 200 in the lesson's In [23] and In [24].")]
    [WholeNumberText]
    [ValidateRange(0, int.MaxValue)]
    public int IndividualPredictions { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true,
        HelpMessage = "What somebody else reported, from 0 to 1, to stand beside the result: the test accuracy without batch normalization.")]
    [NumberText(BlankIsNone = true)]
    public double? PublishedTestAccuracyWithout { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true,
        HelpMessage = "What somebody else reported, from 0 to 1, to stand beside the result: the test accuracy with batch normalization.")]
    [NumberText(BlankIsNone = true)]
    public double? PublishedTestAccuracyWith { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true,
        HelpMessage = "What somebody else reported, from 0 to 1, to stand beside the result: the accuracy on images given one at a time, with batch normalization.")]
    [NumberText(BlankIsNone = true)]
    public double? PublishedIndividualAccuracyWith { get; set; }

    [Parameter(ValueFromPipeline = true, DontShow = true,
        HelpMessage = "Objects whose properties are settings, as Get-LessonExperiment, Import-Csv and Compare-BatchNorm write them. From the pipeline alone.")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Settles what experiments leave open; there from <see cref="BeginProcessing"/> on.</summary>
    private protected ExperimentResolver Resolver { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (InputObject is not null)
        {
            ThrowTerminatingError(Failure.New(
                "Settings come from the pipeline or from parameters of their own, not from -InputObject.",
                "InputObjectUnused", ErrorCategory.InvalidArgument, InputObject, $"Pipe the objects in: $rows | {MyInvocation.MyCommand.Name}."));
        }

        base.BeginProcessing();
        _isPublishedGiven = MyInvocation.BoundParameters.Keys.Any(name => name.StartsWith("Published", StringComparison.Ordinal));
        Resolver = new ExperimentResolver(Images);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (HasSettings())
            Take(InputObject is null ? null : new ExperimentRow(InputObject));
    }

    /// <summary>Does with an experiment what the cmdlet is for.</summary>
    /// <param name="experiment">Its networks can be; its engine may still be Auto.</param>
    /// <exception cref="ArgumentException">It does not fit the data.</exception>
    protected abstract void Take(PublishedExperiment experiment);

    /// <summary>Tells of an experiment that cannot be; the others are taken.</summary>
    /// <param name="name">The experiment in words.</param>
    /// <param name="reason">Why there is none.</param>
    protected abstract void Refuse(string name, ArgumentException reason);

    private void Take(ExperimentRow? row)
    {
        if (row?.OtherData(Images) is { } named && _otherData.Add(named))
        {
            WriteWarning($"The settings piped in name the data '{named}', and '{Images.Name}' is used, which is other data: "
                + "the results need not repeat, and what was published is left out. Choose the data with -Dataset or -DatasetPath.");
        }

        var wrong = new HashSet<string>(StringComparer.Ordinal);
        foreach (IReadOnlyList<KeyValuePair<Setting, object>> combination in Grid().Combinations())
        {
            if (Make(combination, wrong) is { } experiment && Take(experiment, row))
                WarnOfBatchesOfOne(experiment, experiment, () => Resolver.Define(experiment));
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
            Resolver.CheckNetworks(experiment);
            return experiment;
        }
        catch (ArgumentException exception)
        {
            if (wrong.Add(exception.Message))
                Refuse(string.Join(", ", combination.Select(given => $"{given.Key} {given.Value}")), exception);
            return null;
        }
    }

    private bool Take(PublishedExperiment experiment, ExperimentRow? row)
    {
        try
        {
            Take(row is null || _isPublishedGiven ? experiment : row.PublishedFor(experiment, Images));
            return true;
        }
        catch (ArgumentException exception)
        {
            Refuse($"{experiment}", exception);
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
