using System.Globalization;
using System.Runtime.InteropServices;

namespace BatchNorm.Data;

/// <summary>
/// Makes pixels of the float32 numbers of two files, training and test images, that are read by one rule. Where no number is above 1 they are
/// what networks see; where one is, all count from 0 to 255, as bytes do, and are divided by 255 as these are.
/// </summary>
/// <remarks>
/// Numbers that are all the 255th part of a byte are kept as these bytes: networks see the same, to the bit, and a quarter of the memory does.
/// Any others are kept as float32. What is negative, above 255, NaN or infinite is refused, as nobody can say what it means.
/// </remarks>
internal static class FloatPixels
{
    private const float White = 255;

    /// <summary>Pixels of both files; files of bytes are left as they are.</summary>
    /// <exception cref="DatasetException">One holds bytes and the other does not, or a number that is no pixel.</exception>
    public static (IdxArray Training, IdxArray Test) Of(IdxArray training, IdxArray test)
    {
        if (training.Type != test.Type)
            throw new DatasetException(
                test.Path, $"The file '{test.Path}' does not belong to '{training.Path}': expected {training.Type} pixels, found {test.Type}.");
        if (training.Type == PixelType.UInt8)
            return (training, test);

        float scale = Math.Max(Largest(training), Largest(test)) > 1 ? White : 1;
        return AreBytes(training, scale) && AreBytes(test, scale)
            ? (ToBytes(training, scale), ToBytes(test, scale))
            : (Divided(training, scale), Divided(test, scale));
    }

    private static Span<float> Numbers(IdxArray images) => MemoryMarshal.Cast<byte, float>(images.Values.AsSpan());

    private static float Largest(IdxArray images)
    {
        Span<float> numbers = Numbers(images);
        float largest = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] is not (>= 0 and <= White))
                throw Refusal(images, i);
            largest = Math.Max(largest, numbers[i]);
        }

        return largest;
    }

    private static DatasetException Refusal(IdxArray images, int index) => new(
        images.Path,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The file '{images.Path}' holds a number that is no pixel: expected 0 to 1, or 0 to 255, found {Numbers(images)[index]} in image {index / (Numbers(images).Length / images.Count)}. Write the images anew with their numbers brought to 0 to 1."));

    private static bool AreBytes(IdxArray images, float scale)
    {
        foreach (float number in Numbers(images))
        {
            if (ByteOf(number, scale) / White != number / scale)
                return false;
        }

        return true;
    }

    private static IdxArray ToBytes(IdxArray images, float scale)
    {
        Span<float> numbers = Numbers(images);
        var bytes = new byte[numbers.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = ByteOf(numbers[i], scale);
        return images with { Values = bytes, Type = PixelType.UInt8 };
    }

    private static byte ByteOf(float number, float scale) => (byte)MathF.Round(number / scale * White);

    private static IdxArray Divided(IdxArray images, float scale)
    {
        foreach (ref float number in Numbers(images))
            number /= scale;
        return images;
    }
}
