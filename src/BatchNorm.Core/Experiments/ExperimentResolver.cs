using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using BatchNorm.Testing;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

/// <summary>
/// Settles what experiments leave open, now that the data is known, and finds out before anything is trained which of them cannot be.
/// </summary>
public sealed class ExperimentResolver
{
    private readonly Dataset _dataset;
    private readonly int _classes;
    private readonly string _hash;

    /// <summary>Prepares for the experiments on some data.</summary>
    /// <param name="dataset">What their networks are trained and tested on.</param>
    public ExperimentResolver(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        _dataset = dataset;
        _classes = dataset.Classes; // every label is looked at: once will do for thousands of experiments
        _hash = dataset.Sha256;
    }

    /// <summary>
    /// An experiment with nothing left open: its engine is the one that computes both of its networks, its momentum is the optimizer's, and its
    /// data is this data.
    /// </summary>
    /// <exception cref="ArgumentException">It does not fit the data, or its engine.</exception>
    public PublishedExperiment Resolve(PublishedExperiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        Trainer.CheckTraining(experiment, _dataset);
        TestSettings.Of(experiment).CheckFit(_dataset);
        return experiment with
        {
            // Both in the engine that can compute both: left to themselves, the plainer network of the two would get the faster engine.
            Engine = EngineFor(experiment).Kind,
            Momentum = OptimizerSettings.Of(experiment).Momentum,
            Dataset = _dataset.Name,
            DatasetHash = _hash,
        };
    }

    /// <summary>Checks the two networks of an experiment, but not how they are to be trained.</summary>
    /// <exception cref="ArgumentException">There are no such networks for the data, or its engine cannot compute them.</exception>
    public void CheckNetworks(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        _ = EngineFor(experiment);
    }

    /// <summary>A network of an experiment, for the data.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public NetworkDefinition Define(ExperimentSettings settings) => NetworkDefinition.Of(settings, _dataset.Images, _classes);

    private IEngine EngineFor(Experiment experiment) => EngineSelection.For(experiment.Engine, Define(experiment));
}
