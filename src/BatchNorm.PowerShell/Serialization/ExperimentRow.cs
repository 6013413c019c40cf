using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Settings;

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

    /// <summary>An experiment with what was published for the row, as far as that is of the experiment that is run.</summary>
    /// <param name="experiment">What is run, with what was published for the row.</param>
    /// <param name="data">What it is run on.</param>
    public PublishedExperiment PublishedFor(PublishedExperiment experiment, Dataset data)
    {
        if (OtherData(data) is not null || IsOther(experiment))
            return new PublishedExperiment(experiment);
        return _reader.Differs(SettingTable.Named(nameof(experiment.IndividualPredictions)), experiment)
            ? experiment with { PublishedIndividualAccuracyWith = null }
            : experiment;
    }

    /// <summary>
    /// Whether a setting that an accuracy depends on is not the row's. The seed is none of them: what was published is of a seed nobody knows.
    /// </summary>
    private bool IsOther(PublishedExperiment experiment) => SettingTable.All.Any(setting =>
        setting.ChangesResult && setting.TellsApart && _reader.Differs(setting, experiment));
}
