using System.Globalization;

namespace BatchNorm.Data;

/// <summary>
/// Sets one training image in twelve aside for validation. The first twelfth is taken where it holds every class in its share, as in
/// MNIST. Where it does not, as in files that are sorted by class, each class gives the first twelfth of its own images.
/// </summary>
/// <remarks>
/// Share is meant broadly, for small files have shares by chance: of n images of a class, n / 24 to n / 6 are among the first twelfth, or a
/// single one is; and a class of one image is kept for training. So a class of two images or more is never missing from either set.
/// </remarks>
internal static class ValidationSplit
{
    /// <summary>One training image in twelve is for validation: 5,000 of MNIST's 60,000.</summary>
    private const int TrainingToValidation = 12;

    /// <summary>A class may have half its share among the first twelfth, or twice.</summary>
    private const int Tolerance = 2;

    /// <summary>Splits images; always the same way, and each set has at least one.</summary>
    /// <param name="images">At least two.</param>
    /// <returns>The two sets, and which images the second one is, in words for the middle of a sentence.</returns>
    public static (ImageSet Training, ImageSet Validation, string Description) Of(ImageSet images)
    {
        int first = Math.Max(1, images.Count / TrainingToValidation);
        int[] all = Counts(images.Labels), among = Counts(images.Labels[..first]);
        bool isFair = all.Zip(among).All(counts => IsFair(counts.First, counts.Second));
        if (!isFair && all.Any(count => Share(count) > 0))
            return ByClass(images, all);

        string description = string.Create(CultureInfo.InvariantCulture, $"the first {first:N0} of {images.Count:N0} training images");
        return (images.Slice(first, images.Count - first), images.Slice(0, first), description);
    }

    private static int[] Counts(ReadOnlySpan<byte> labels)
    {
        var counts = new int[ImageSet.MostClasses];
        foreach (byte label in labels)
            counts[label]++;
        return counts;
    }

    private static bool IsFair(int all, int among) => all < 2
        ? among == 0
        : among >= 1
            && (long)among * TrainingToValidation * Tolerance >= all
            && (among == 1 || (long)among * TrainingToValidation <= (long)all * Tolerance);

    /// <summary>How many images a class of so many gives.</summary>
    private static int Share(int all) => all < 2 ? 0 : Math.Max(1, all / TrainingToValidation);

    /// <summary>
    /// The rest stays in the file's order. For validation the classes take turns, so that whoever looks at the first few images sees all
    /// classes too.
    /// </summary>
    private static (ImageSet Training, ImageSet Validation, string Description) ByClass(ImageSet images, int[] counts)
    {
        var seen = new int[counts.Length];
        var training = new List<int>(images.Count);
        var validation = new List<(int Turn, byte Label, int Index)>();
        for (int i = 0; i < images.Count; i++)
        {
            byte label = images.Labels[i];
            int turn = seen[label]++;
            if (turn < Share(counts[label]))
                validation.Add((turn, label, i));
            else
                training.Add(i);
        }

        validation.Sort();
        string description = string.Create(
            CultureInfo.InvariantCulture, $"{validation.Count:N0} of {images.Count:N0} training images, the first twelfth of every class");
        return (images.Pick(training), images.Pick([.. validation.Select(image => image.Index)]), description);
    }
}
