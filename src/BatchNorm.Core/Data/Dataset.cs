using System.Security.Cryptography;
using System.Text;

namespace BatchNorm.Data;

/// <summary>Images to train on, to sample accuracy on while training, and to test on, all of one size.</summary>
/// <param name="Name">What every result and every plot calls it, for people to read: "Mnist", "Synthetic".</param>
/// <param name="Training">The images networks are trained on.</param>
/// <param name="Validation">The images accuracy samples are taken on.</param>
/// <param name="Test">The images only a finished network sees.</param>
public sealed record Dataset(string Name, ImageSet Training, ImageSet Validation, ImageSet Test)
{
    private const int LeastClasses = 2;

    /// <summary>How large an image is.</summary>
    public ImageShape Images => Training.Shape;

    /// <summary>The number of classes, 2 to 256: one more than the highest label of the three sets, or as many as are known where those are more.</summary>
    public int Classes => Math.Max(KnownClasses ?? LeastClasses, 1 + Math.Max(Highest(Training), Math.Max(Highest(Validation), Highest(Test))));

    /// <summary>How many classes it is known to have, whatever labels it holds; null where nothing but the labels tells.</summary>
    public int? KnownClasses { get; init; }

    /// <summary>Which images are for validation, in words for the middle of a sentence: "the first 5,000 of 60,000 training images".</summary>
    public string ValidationSplit { get; init; } = "a set of their own";

    /// <summary>
    /// What tells the data from any other, whatever it is called: the SHA-256 of the three sets' digests, written one after the other as
    /// hexadecimal digits. As 64 lower-case hexadecimal digits.
    /// </summary>
    public string Sha256 =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Training.Sha256 + Validation.Sha256 + Test.Sha256)));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int Highest(ImageSet images)
    {
        int highest = 0;
        foreach (byte label in images.Labels)
            highest = Math.Max(highest, label);
        return highest;
    }
}
