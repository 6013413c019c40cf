using BatchNorm.Data;
using BatchNorm.Networks;

namespace BatchNorm.Engines;

/// <summary>
/// A network that an engine holds in its own memory and can train. Different networks on different threads never touch each other.
/// </summary>
/// <remarks>
/// What changes nothing (<see cref="Infer"/>, <see cref="TraceActivations"/>, <see cref="ReadParameters"/>) may be called by any number of threads
/// at a time. <see cref="Train"/> and Dispose may not be called beside any other call: who shares a network sees to that.
/// </remarks>
public interface INetwork : IDisposable
{
    /// <summary>What network it is.</summary>
    NetworkDefinition Definition { get; }

    /// <summary>
    /// One step of gradient descent on the mean softmax cross-entropy of a batch. Normalizes with the batch's statistics and
    /// moves the population statistics towards them. Recurrent networks have an optimizer with a memory, which lives as long as the
    /// network: trained again, it goes on.
    /// </summary>
    /// <param name="batch">The images of the step.</param>
    /// <param name="learningRate">Each parameter p becomes p - learningRate dL/dp, or what the architecture's optimizer makes of it.</param>
    /// <exception cref="ArgumentException">The images are of another size, or labelled with a class that has no output.</exception>
    void Train(MiniBatch batch, float learningRate);

    /// <summary>Computes the logits of consecutive images, taken together as one batch; changes nothing in the network.</summary>
    /// <param name="images">The set the images are in.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">How many images.</param>
    /// <param name="statistics">What batch normalization normalizes with; without effect in a network that has none.</param>
    /// <param name="logits">Receives count x outputs values, image by image.</param>
    /// <exception cref="ArgumentException">The images are of another size.</exception>
    void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits);

    /// <summary>
    /// Computes what the activation function of one unit in every hidden layer receives for consecutive images, taken together as one
    /// batch: the normalized, scaled and shifted value where batch normalization comes first, else xW + b. Changes nothing in the network.
    /// </summary>
    /// <remarks>
    /// Batch normalization normalizes with the statistics of these images, as in training: what the layer learns from is the
    /// distribution that training sees. The population statistics are running means that lag behind the weights, and a trace made with
    /// them would show their lag, most of all at the beginning, as drift of the activations.
    /// </remarks>
    /// <param name="images">The set the images are in.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">How many images.</param>
    /// <param name="unit">The unit, from 0; every hidden layer must have it.</param>
    /// <returns>
    /// For each hidden layer, from the first, the unit's values image by image; where the unit is a feature map, the values at all its
    /// positions, row by row, image by image.
    /// </returns>
    /// <exception cref="ArgumentException">A hidden layer has no such unit, the architecture has no such layers, or the images are of another size.</exception>
    IReadOnlyList<float[]> TraceActivations(ImageSet images, int start, int count, int unit);

    /// <summary>A copy of all parameters as they are now.</summary>
    NetworkParameters ReadParameters();
}
