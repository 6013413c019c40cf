using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Optimizers;

namespace BatchNorm.Engines;

/// <summary>
/// A network that an engine holds in its own memory and can train. Different networks on different threads never touch each other.
/// </summary>
/// <remarks>
/// What changes nothing (<see cref="Infer"/>, <see cref="VisitActivations"/>, <see cref="ReadParameters"/>, <see cref="ReadState"/>) may be called
/// by any number of threads at a time. All else may not be called beside any other call: who shares a network sees to that.
/// </remarks>
public interface INetwork : IDisposable
{
    /// <summary>What network it is.</summary>
    NetworkDefinition Definition { get; }

    /// <summary>What training moves, in the order of the definition's tensors; a gradient is the last that was computed.</summary>
    /// <remarks>Room for the gradients is made when this is first asked for, or a gradient is first computed.</remarks>
    IReadOnlyList<LearnedTensor> Learned { get; }

    /// <summary>
    /// One step of plain gradient descent on the mean softmax cross-entropy of a batch, gradient and step in one: what
    /// <see cref="ComputeGradients"/> and the optimizer SGD do, but for rounding, in the engine's fastest way. Normalizes with the batch's
    /// statistics and moves the population statistics towards them.
    /// </summary>
    /// <param name="batch">The images of the step.</param>
    /// <param name="learningRate">Each parameter p becomes p - learningRate dL/dp.</param>
    /// <exception cref="ArgumentException">The images are of another size, or labelled with a class that has no output.</exception>
    void Train(MiniBatch batch, float learningRate);

    /// <summary>
    /// The first half of a step: computes the gradients of the mean softmax cross-entropy of a batch, and leaves it to an optimizer to move
    /// the parameters. The population statistics have moved afterwards. A recurrent network's gradients are shortened to a common norm of 1
    /// where they are longer.
    /// </summary>
    /// <param name="batch">The images of the step.</param>
    /// <exception cref="ArgumentException">The images are of another size, or labelled with a class that has no output.</exception>
    void ComputeGradients(MiniBatch batch);

    /// <summary>
    /// The same gradients as long as they are, for whoever wants to know them: those of a recurrent network are not shortened. The population
    /// statistics have moved afterwards.
    /// </summary>
    /// <param name="batch">The images.</param>
    /// <exception cref="ArgumentException">The images are of another size, or labelled with a class that has no output.</exception>
    void MeasureGradients(MiniBatch batch);

    /// <summary>Computes the logits of consecutive images, taken together as one batch; changes nothing in the network.</summary>
    /// <param name="images">The set the images are in.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">How many images.</param>
    /// <param name="statistics">What batch normalization normalizes with; without effect in a network that has none.</param>
    /// <param name="logits">Receives count x outputs values, image by image.</param>
    /// <exception cref="ArgumentException">The images are of another size.</exception>
    void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits);

    /// <summary>
    /// Computes what the activation functions of every hidden layer receive for consecutive images, taken together as one batch: the
    /// normalized, scaled and shifted value where batch normalization comes first, else xW + b. Changes nothing in the network.
    /// </summary>
    /// <remarks>
    /// Batch normalization normalizes with the statistics of these images, as in training: what the layer learns from is the
    /// distribution that training sees. The population statistics are running means that lag behind the weights, and a trace made with
    /// them would show their lag, most of all at the beginning, as drift of the activations.
    /// </remarks>
    /// <param name="images">The set the images are in.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">How many images.</param>
    /// <param name="unit">The unit to be shown, from 0, which every hidden layer must have; null for all.</param>
    /// <param name="visit">
    /// Is shown the values, layer after layer. Those of a unit come in the order of the images, in one piece or in several; where it is a feature
    /// map, the values at all its positions, row by row, image by image.
    /// </param>
    /// <exception cref="ArgumentException">A hidden layer has no such unit, the architecture has no such layers, or the images are of another size.</exception>
    void VisitActivations(ImageSet images, int start, int count, int? unit, ActivationVisitor visit);

    /// <summary>A copy of all parameters as they are now.</summary>
    NetworkParameters ReadParameters();

    /// <summary>A copy of all that the network's next steps and answers depend on, to the bit.</summary>
    NetworkState ReadState();

    /// <summary>Makes the network what another one was when its state was read, to the bit.</summary>
    /// <param name="state">The state of a network of the same definition and engine.</param>
    /// <exception cref="ArgumentException">It is the state of something else; nothing is changed then.</exception>
    void WriteState(NetworkState state);
}
