using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BatchNorm.Data;

/// <summary>Turns pixels into what networks see: b / 255, rounded once, to float32.</summary>
public static class PixelScale
{
    private const float White = 255;

    /// <summary>Writes pixels / 255.</summary>
    /// <param name="pixels">Bytes, 0 to 255.</param>
    /// <param name="values">Receives as many values, 0 to 1.</param>
    public static void Convert(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        if (values.Length != pixels.Length)
            throw new ArgumentException($"{pixels.Length} pixels need {pixels.Length} values, not {values.Length}.", nameof(values));

        ref byte source = ref MemoryMarshal.GetReference(pixels);
        ref float target = ref MemoryMarshal.GetReference(values);
        var white = Vector128.Create(White);
        int i = 0;
        for (; i <= pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)i));
            var (a, b) = Vector128.Widen(low);
            var (c, d) = Vector128.Widen(high);
            (Vector128.ConvertToSingle(a.AsInt32()) / white).StoreUnsafe(ref target, (nuint)i);
            (Vector128.ConvertToSingle(b.AsInt32()) / white).StoreUnsafe(ref target, (nuint)i + 4);
            (Vector128.ConvertToSingle(c.AsInt32()) / white).StoreUnsafe(ref target, (nuint)i + 8);
            (Vector128.ConvertToSingle(d.AsInt32()) / white).StoreUnsafe(ref target, (nuint)i + 12);
        }

        for (; i < pixels.Length; i++)
            values[i] = pixels[i] / White;
    }
}
