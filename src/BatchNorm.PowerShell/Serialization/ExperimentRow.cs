using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.Networks;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>
/// What an object of the pipeline says of the experiment it stands for, as far as it says anything. Its settings may be overridden on the command
/// line, and what was published for it then belongs to another experiment.
/// </summary>
internal sealed class ExperimentRow
{
    private readonly PropertyReader _reader;

    /// <param name="source">The object.</param>
    public ExperimentRow(PSObject source) => _reader = new PropertyReader(source);

    /// <summary>The data it names, where that is not the data used; else null.</summary>
    public string? OtherData(Dataset used)
    {
        bool isOther = _reader.Has(nameof(BatchNormComparison.DatasetHash))
            ? _reader.Text(nameof(BatchNormComparison.DatasetHash)) != used.Sha256
            : _reader.Has(nameof(BatchNormComparison.Dataset)) && _reader.Text(nameof(BatchNormComparison.Dataset)) != used.Name;
        return !isOther ? null
            : _reader.Has(nameof(BatchNormComparison.Dataset)) ? _reader.Text(nameof(BatchNormComparison.Dataset))
            : _reader.Text(nameof(BatchNormComparison.DatasetHash));
    }

    /// <summary>What was published for it, as far as that is of the experiment that is run.</summary>
    /// <param name="experiment">What is run, with what was published for the row.</param>
    /// <param name="data">What it is run on.</param>
    public PublishedAccuracy PublishedFor(Experiment experiment, Dataset data)
    {
        if (OtherData(data) is not null || IsOther(experiment, experiment.Define(data, useBatchNorm: true)))
            return new PublishedAccuracy();
        return Differs(nameof(BatchNormComparison.IndividualPredictions), _reader.WholeNumber, experiment.Test.IndividualPredictions)
            ? experiment.Published with { IndividualWith = null }
            : experiment.Published;
    }

    /// <summary>
    /// Whether a setting that an accuracy depends on is not the row's. The seed is none of them: what was published is of a seed nobody knows. Nor are
    /// those that change no result: the engine and its implementation, how often samples are taken and what is traced.
    /// </summary>
    private bool IsOther(Experiment experiment, NetworkDefinition definition) =>
        Differs(nameof(BatchNormComparison.Architecture), _reader.Name<Architecture>, definition.Architecture)
        || Differs(nameof(BatchNormComparison.FeatureMaps), definition.Shape.FeatureMaps)
        || Differs(nameof(BatchNormComparison.KernelSize), _reader.OptionalWholeNumber, definition.Shape.KernelSize)
        || Differs(nameof(BatchNormComparison.PixelByPixel), _reader.Flag, definition.Shape.PixelByPixel)
        || Differs(nameof(BatchNormComparison.Permuted), _reader.Flag, definition.Shape.Permuted)
        || Differs(nameof(BatchNormComparison.Activation), _reader.Name<Activation>, definition.Activation)
        || Differs(nameof(BatchNormComparison.LearningRate), _reader.Number, experiment.Training.LearningRate)
        || Differs(nameof(BatchNormComparison.WeightScale), _reader.Number, experiment.WeightScale)
        || Differs(nameof(BatchNormComparison.BatchSize), _reader.WholeNumber, experiment.Training.BatchSize)
        || Differs(nameof(BatchNormComparison.HiddenLayer), definition.HiddenLayers)
        || Differs(nameof(BatchNormComparison.TrainingBatches), _reader.WholeNumber, experiment.Training.TrainingBatches)
        || Differs(nameof(BatchNormComparison.Placement), _reader.Name<BatchNormPlacement>, experiment.BatchNorm.Placement)
        || Differs(nameof(BatchNormComparison.Epsilon), _reader.Number, experiment.BatchNorm.Epsilon)
        || Differs(nameof(BatchNormComparison.Decay), _reader.Number, experiment.BatchNorm.Decay)
        || Differs(nameof(BatchNormComparison.SkipPopulationUpdate), _reader.Flag, experiment.BatchNorm.SkipPopulationUpdate)
        || Differs(nameof(BatchNormComparison.UseBatchStatistics), _reader.Flag, experiment.Test.Statistics == StatisticsSource.Batch);

    private bool Differs<T>(string property, Func<string, T> read, T used) =>
        _reader.Has(property) && !EqualityComparer<T>.Default.Equals(read(property), used);

    private bool Differs(string property, IReadOnlyList<int>? used) =>
        _reader.Has(property) && !_reader.WholeNumbers(property).SequenceEqual(used ?? []);
}
