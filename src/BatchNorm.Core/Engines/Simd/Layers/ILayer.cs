using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>
/// One layer of a network: its numbers in the engine's memory. What it computes is done by stages, each of which has the memory that a
/// training, or one of the inferences under way at a time, needs in this layer.
/// </summary>
/// <remarks>
/// <para>
/// What goes from stage to stage is a matrix of one row an image: of fully connected and recurrent layers [images x units], and between
/// convolutions the same [images x values] with every block of as many rows as a vector has lanes kept transposed, an image a lane. The
/// matrix belongs to the stage that made it; <see cref="Workspace{V}.AllocateRows"/> makes room for one. A layer that reads one form and
/// writes the other stands between the two kinds.
/// </para>
/// <para>
/// A batch may have fewer images than the workspace has room for. Rows and columns beyond it are padding, in which any number may stand,
/// NaN and those of a larger batch before included: sums over images leave it out, and products go over true rows and columns.
/// </para>
/// </remarks>
internal interface ILayer
{
    /// <summary>All its numbers, in the order of the definition's tensors; none in a layer that only rearranges.</summary>
    IReadOnlyList<NativeMatrix> Numbers { get; }

    /// <summary>Those of <see cref="Numbers"/> that training moves.</summary>
    IReadOnlyList<NativeMatrix> Learned { get; }

    /// <summary>One of the same shape for each of <see cref="Learned"/>; room is made when they are first asked for.</summary>
    IReadOnlyList<NativeMatrix> Gradients { get; }
}
