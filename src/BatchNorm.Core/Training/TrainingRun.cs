using System.Globalization;
using BatchNorm.Collections;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>One network trained once: its settings, its accuracy samples and its final numbers.</summary>
public sealed record TrainingRun
{
    /// <summary>"With Batch Norm" or "Without Batch Norm" unless the network was given a name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the hidden layers are normalized.</summary>
    public bool UseBatchNorm { get; init; }

    /// <summary>Where in a hidden layer the normalization stands; null where there is none.</summary>
    public BatchNormPlacement? Placement { get; init; }

    /// <summary>Which of the Torch engine's batch normalizations was asked for; null where the engine chose, or has none.</summary>
    public BatchNormImplementation? Implementation { get; init; }

    /// <summary>Added to the variance before the square root; null where nothing is normalized.</summary>
    public double? Epsilon { get; init; }

    /// <summary>The share of the old population estimate that was kept at each batch; null where nothing is normalized.</summary>
    public double? Decay { get; init; }

    /// <summary>Whether the population statistics were never moved: a mistake made on purpose.</summary>
    public bool SkipPopulationUpdate { get; init; }

    /// <summary>How the layers are connected.</summary>
    public Architecture Architecture { get; init; }

    /// <summary>Feature maps of each convolution, as "6,16"; empty in a network without.</summary>
    public string FeatureMaps { get; init; } = "";

    /// <summary>Rows and columns of every convolution's kernel, or null in a network without.</summary>
    public int? KernelSize { get; init; }

    /// <summary>Whether a recurrent network reads an image a pixel a step, and not a row.</summary>
    public bool PixelByPixel { get; init; }

    /// <summary>Whether a recurrent network reads the pixels in an order drawn at random, always the same.</summary>
    public bool Permuted { get; init; }

    /// <summary>The non-linearity of the hidden layers.</summary>
    public Activation Activation { get; init; }

    /// <summary>Units of each hidden layer, as "100,100,100": in words, so that it groups, sorts and goes into a CSV file.</summary>
    public string HiddenLayer { get; init; } = "";

    /// <summary>The step size of gradient descent.</summary>
    public double LearningRate { get; init; }

    /// <summary>What made the steps.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>The optimizer's momentum; null for SGD, which has none.</summary>
    public double? Momentum { get; init; }

    /// <summary>The standard deviation of the initial weights.</summary>
    public double WeightScale { get; init; }

    /// <summary>The seed of the order of the batches.</summary>
    public int Seed { get; init; }

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; }

    /// <summary>
    /// Steps the network had been trained before this run, in all trainings together; 0 for a new one. With the seed and the data of the training
    /// before, the run goes on in the order of the batches where that one ended.
    /// </summary>
    public int FirstBatch { get; init; }

    /// <summary>Steps trained in this run.</summary>
    public int TrainingBatches { get; init; }

    /// <summary>Steps between accuracy samples.</summary>
    public int BatchesPerSample { get; init; }

    /// <summary>The data it was trained and tested on.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>
    /// The SHA-256 of the images and labels it was trained and tested on, as 64 hexadecimal digits: what the data is, whatever it is called.
    /// </summary>
    public string DatasetHash { get; init; } = "";

    /// <summary>What computed.</summary>
    public EngineKind Engine { get; init; }

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

    /// <summary>The share of validation images predicted right after the last step, 0 to 1.</summary>
    public double ValidationAccuracy { get; init; }

    /// <summary>The share of test images predicted right after the last step, 0 to 1.</summary>
    public double TestAccuracy { get; init; }

    /// <summary>Whether the test normalized with the statistics of the images given, a mistake made on purpose, not with the population's.</summary>
    public bool UseBatchStatistics { get; init; }

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
    public NeuralNet? Network { get; init; }

    /// <summary>The step at which sampled validation accuracy first reached a value, or null where it never did.</summary>
    /// <param name="accuracy">0 to 1.</param>
    public int? StepsTo(double accuracy) => Samples.FirstOrDefault(sample => sample.Accuracy >= accuracy)?.Step;

    /// <summary>The name and the test accuracy.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {TestAccuracy:0.0000}{(Diverged ? " (diverged)" : "")}");
}
