using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BatchNorm.Networks;

namespace BatchNorm.Training;

/// <summary>
/// The SHA-256 of numbers as they go by: what two runs had in common can then be checked, not only believed. Numbers count as
/// the 4 bytes they take in memory, little-endian on every machine the module runs on, with nothing between them.
/// </summary>
public sealed class NumberHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The hash of all weights of a network, first layer to output layer, each row by row.</summary>
    public static string OfWeights(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return OfWeights(parameters.Tensors);
    }

    /// <summary>The hash of the weights among the tensors of a network, in their order.</summary>
    internal static string OfWeights(IEnumerable<NamedTensor> tensors)
    {
        using var hash = new NumberHash();
        foreach (NamedTensor weight in tensors.Where(tensor => tensor.IsWeight))
            hash.Append(weight.Values);
        return hash.Finish();
    }

    /// <summary>The hash of all numbers of a network in their order: weights, biases, gammas, betas and population statistics.</summary>
    public static string OfParameters(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var hash = new NumberHash();
        foreach (NamedTensor tensor in parameters.Tensors)
            hash.Append(tensor.Values);
        return hash.Finish();
    }

    /// <summary>Takes further numbers.</summary>
    public void Append(ReadOnlySpan<float> values) => _hash.AppendData(MemoryMarshal.AsBytes(values));

    /// <summary>Takes further numbers.</summary>
    public void Append(ReadOnlySpan<int> values) => _hash.AppendData(MemoryMarshal.AsBytes(values));

    /// <summary>The hash of all numbers taken, as 64 lower-case hexadecimal digits; begins anew.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
