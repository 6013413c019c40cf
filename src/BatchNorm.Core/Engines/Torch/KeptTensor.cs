using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>One of the tensors of a network's definition, as it is kept in libtorch's memory.</summary>
/// <param name="parts">One or several tensors, contiguous and of float32, whose values one behind the other are its values.</param>
/// <param name="scale">Of a population variance the scale it is kept in, if it is one that changes.</param>
internal sealed class KeptTensor(IReadOnlyList<Tensor> parts, VarianceScale? scale = null)
{
    /// <summary>Of a single tensor that has no scale.</summary>
    public KeptTensor(Tensor only)
        : this([only])
    {
    }

    /// <summary>The scale it is kept in, or null where it is kept as it is.</summary>
    public VarianceScale? Scale => scale;

    /// <summary>A copy of the values, without the scale.</summary>
    public float[] Read()
    {
        if (scale is null)
            return ReadKept();

        using var scope = NewDisposeScope();
        return Joined([.. parts.Select(scale.Unscaled)]);
    }

    /// <summary>A copy of the values as they are kept.</summary>
    public float[] ReadKept() => Joined(parts);

    /// <summary>Replaces the values as they are kept.</summary>
    /// <param name="values">As many as there are.</param>
    public void WriteKept(ReadOnlySpan<float> values)
    {
        foreach (Tensor part in parts)
        {
            Span<float> target = MemoryMarshal.Cast<byte, float>(part.bytes);
            values[..target.Length].CopyTo(target);
            values = values[target.Length..];
        }
    }

    private static float[] Joined(IReadOnlyList<Tensor> parts)
    {
        var values = new float[parts.Sum(part => part.numel())];
        int start = 0;
        foreach (Tensor part in parts)
        {
            ReadOnlySpan<float> source = MemoryMarshal.Cast<byte, float>(part.bytes);
            source.CopyTo(values.AsSpan(start));
            start += source.Length;
        }

        return values;
    }
}
