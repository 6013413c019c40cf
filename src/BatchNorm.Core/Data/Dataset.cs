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
    /// <summary>
    /// What tells the data from any other, whatever it is called: the SHA-256 of the three sets' digests, written one after the other as
    /// hexadecimal digits. As 64 lower-case hexadecimal digits.
    /// </summary>
    public string Sha256 =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Training.Sha256 + Validation.Sha256 + Test.Sha256)));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
