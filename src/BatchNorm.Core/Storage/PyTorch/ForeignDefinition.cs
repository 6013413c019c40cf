using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Storage.PyTorch;

/// <summary>
/// What the user says of a network whose file holds numbers and no more. What is left out is read from the shapes of its tensors, as far as
/// they tell.
/// </summary>
public sealed record ForeignDefinition
{
    /// <summary>PyTorch's own epsilon and momentum of 0.1: what a network most likely has that was made there.</summary>
    public static BatchNormSettings UsualBatchNorm { get; } = new() { Epsilon = 1e-5, Decay = 0.9 };

    /// <summary>How the layers are connected, or null for what the file shows: convolutional where it has convolutions.</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>Units of each fully connected hidden layer, or null for those in the file.</summary>
    public IReadOnlyList<int>? HiddenLayer { get; init; }

    /// <summary>Feature maps of each convolution, or null for those in the file.</summary>
    public IReadOnlyList<int>? FeatureMaps { get; init; }

    /// <summary>Rows and columns of every kernel, or null for those in the file.</summary>
    public int? KernelSize { get; init; }

    /// <summary>
    /// Rows of an image, which the shapes of tensors do not tell, or null for the usual ones: 28 before convolutions, elsewhere as many as
    /// columns.
    /// </summary>
    public int? Rows { get; init; }

    /// <summary>Columns of an image, or null for the usual ones.</summary>
    public int? Columns { get; init; }

    /// <summary>The non-linearity of every hidden layer; no file of PyTorch's tells it.</summary>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>Whether hidden layers are normalized, or null for whether the file has the statistics for it.</summary>
    public bool? UseBatchNorm { get; init; }

    /// <summary>How they are normalized, if they are.</summary>
    public BatchNormSettings BatchNorm { get; init; } = UsualBatchNorm;
}
