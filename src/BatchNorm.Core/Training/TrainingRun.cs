using System.Globalization;
using System.Text.Json.Serialization;
using BatchNorm.Collections;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>
/// One network trained once: its settings, its accuracy samples and its final numbers. Its name is "With Batch Norm" or "Without Batch Norm"
/// unless the network was given another; its seed is that of the order of the batches.
/// </summary>
public sealed record TrainingRun : Experiment
{
    /// <summary>A run of which nothing is known yet.</summary>
    public TrainingRun()
    {
    }

    /// <summary>A run of an experiment, without its results.</summary>
    public TrainingRun(Experiment experiment)
        : base(experiment)
    {
    }

    /// <summary>Whether the hidden layers are normalized.</summary>
    public bool UseBatchNorm { get; init; }

    /// <summary>
    /// Steps the network had been trained before this run, in all trainings together; 0 for a new one. With the seed and the data of the training
    /// before, the run goes on in the order of the batches where that one ended.
    /// </summary>
    public int FirstBatch { get; init; }

    /// <summary>
    /// Images of the training set, at least 1, by which steps are told in epochs; null in runs that were kept before version 0.2, which did not tell.
    /// </summary>
    public int? TrainingImages
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TrainingImages), value, "A training set has at least one image.");
    }

    /// <summary>The bits of the vectors it was computed with, or null where the engine does not tell; other widths give other last bits.</summary>
    public int? VectorWidth { get; init; }

    /// <summary>
    /// The SHA-256 of the weights the run started from, as 64 hexadecimal digits: float32, all matrices in order, row by row.
    /// </summary>
    public string InitialWeightsHash { get; init; } = "";

    /// <summary>
    /// The SHA-256 of the images trained on, as 64 hexadecimal digits: their int32 positions in the training set, batch after batch
    /// as the network was given them.
    /// </summary>
    public string BatchOrderHash { get; init; } = "";

    /// <summary>
    /// The SHA-256 of all numbers the network ended with, as 64 hexadecimal digits: float32, weights, biases, gammas, betas and population
    /// statistics, layer by layer. Two runs are the same to the bit where these two texts are the same.
    /// </summary>
    public string FinalParametersHash { get; init; } = "";

    /// <summary>Validation accuracy over the steps, in order.</summary>
    public ValueList<AccuracySample> Samples { get; init; } = [];

    /// <summary>
    /// The inputs of one unit in every hidden layer, at the steps of <see cref="Samples"/> and over the first 1,000 validation images; empty
    /// where that was not asked for.
    /// </summary>
    public ValueList<ActivationSample> ActivationSamples { get; init; } = [];

    /// <summary>
    /// What each layer was like inside, at the steps of <see cref="Samples"/>: gradients and statistics on the first training images, as many as a
    /// step has, dead units on the first 1,000 validation images. Empty where nothing of it was traced.
    /// </summary>
    public ValueList<LayerSample> LayerSamples { get; init; } = [];

    /// <summary>What the loss was like along its gradient, at the steps of <see cref="Samples"/>; empty where that was not traced.</summary>
    public ValueList<LandscapeSample> LandscapeSamples { get; init; } = [];

    /// <summary>
    /// The share of training images predicted right after the last step, 0 to 1, of as many as there are validation images, spread evenly over the
    /// training set; null where that was not asked for.
    /// </summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>The share of validation images predicted right after the last step, 0 to 1.</summary>
    public double ValidationAccuracy { get; init; }

    /// <summary>The share of test images predicted right after the last step, 0 to 1.</summary>
    public double TestAccuracy { get; init; }

    /// <summary>The classes predicted for the first test images, each given alone; empty where that was not asked for.</summary>
    public ValueList<int> Predictions { get; init; } = [];

    /// <summary>The share of <see cref="Predictions"/> that is right, or null where there are none.</summary>
    public double? IndividualAccuracy { get; init; }

    /// <summary>
    /// Whether a logit was NaN or infinite at a sample or in the test, or a parameter at the end, whatever the accuracy: a network all of whose
    /// logits are NaN answers class 0 to everything.
    /// </summary>
    public bool Diverged { get; init; }

    /// <summary>Steps a second, the accuracy samples' time included, as the lesson counts them.</summary>
    public double BatchesPerSecond { get; init; }

    /// <summary>The time training took, the accuracy samples' included and the final test not.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The trained network, or null where it was not kept.</summary>
    [JsonIgnore]
    public NeuralNet? Network { get; init; }

    /// <summary>The step at which sampled validation accuracy first reached a value, or null where it never did.</summary>
    /// <param name="accuracy">0 to 1.</param>
    public int? StepsTo(double accuracy) => Samples.FirstOrDefault(sample => sample.Accuracy >= accuracy)?.Step;

    /// <summary>The name and the test accuracy.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {TestAccuracy:0.0000}{(Diverged ? " (diverged)" : "")}");
}
