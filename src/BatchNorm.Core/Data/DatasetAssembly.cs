namespace BatchNorm.Data;

/// <summary>Puts the four files of a dataset together.</summary>
internal static class DatasetAssembly
{
    /// <summary>A set that nothing is known of but what it holds: its classes are as many as its labels say.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="arrays">Training images, test images, training labels and test labels.</param>
    /// <exception cref="DatasetException">The files do not belong together, or cannot be trained on.</exception>
    public static Dataset Of(string name, IReadOnlyList<IdxArray> arrays)
    {
        (IdxArray trainingImages, IdxArray testImages) = FloatPixels.Of(arrays[0], arrays[1]);
        (IdxArray trainingLabels, IdxArray testLabels) = (arrays[2], arrays[3]);
        CheckSameSize(trainingImages, testImages);
        ImageSet training = Join(trainingImages, trainingLabels);
        if (training.Count < 2)
            throw new DatasetException(
                trainingImages.Path,
                $"The file '{trainingImages.Path}' is too small: expected an image to train on and one for validation, "
                + $"found {training.Count}.");
        if (!trainingLabels.Values.AsSpan().ContainsAnyExcept(trainingLabels.Values[0]))
            throw new DatasetException(
                trainingLabels.Path,
                $"The file '{trainingLabels.Path}' has one class only: expected two at least, found {training.Count} labels that are all {trainingLabels.Values[0]}.");

        var (toTrainOn, validation, split) = ValidationSplit.Of(training);
        return new Dataset(name, toTrainOn, validation, Join(testImages, testLabels)) { ValidationSplit = split };
    }

    /// <summary>A set of the catalogue: its images are turned over where they are stored by columns, and its labels made to begin at 0.</summary>
    /// <inheritdoc cref="Of(string, IReadOnlyList{IdxArray})"/>
    public static Dataset Of(KnownDataset known, IReadOnlyList<IdxArray> arrays)
    {
        IdxArray[] images = [.. arrays.Take(2).Select(array => known.IsTransposed ? Transposed(array) : array)];
        IdxArray[] labels = [.. arrays.Skip(2).Select(array => FromZero(array, known))];
        return Of(known.Name, [.. images, .. labels]) with { KnownClasses = known.Classes };
    }

    private static ImageSet Join(IdxArray images, IdxArray labels) => images.Count == labels.Count
        ? new ImageSet(images.Dimensions[1], images.Dimensions[2], images.Type, images.Values, labels.Values)
        : throw new DatasetException(
            labels.Path,
            $"The file '{labels.Path}' does not belong to '{images.Path}': expected {images.Count} labels for "
            + $"{images.Count} images, found {labels.Count}.");

    private static void CheckSameSize(IdxArray training, IdxArray test)
    {
        if (!training.Dimensions.Skip(1).SequenceEqual(test.Dimensions.Skip(1)))
            throw new DatasetException(
                test.Path,
                $"The file '{test.Path}' does not belong to '{training.Path}': expected images of {Size(training)}, found "
                + $"{Size(test)}.");

        static string Size(IdxArray images) => $"{images.Dimensions[1]} x {images.Dimensions[2]}";
    }

    private static IdxArray Transposed(IdxArray images)
    {
        int columns = images.Dimensions[1], rows = images.Dimensions[2]; // of the image, not of how it is stored
        var pixels = new byte[images.Values.Length];
        for (int start = 0; start < pixels.Length; start += rows * columns)
        {
            ReadOnlySpan<byte> source = images.Values.AsSpan(start, rows * columns);
            Span<byte> target = pixels.AsSpan(start, rows * columns);
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                    target[(row * columns) + column] = source[(column * rows) + row];
            }
        }

        return images with { Dimensions = [images.Count, rows, columns], Values = pixels };
    }

    private static IdxArray FromZero(IdxArray labels, KnownDataset known)
    {
        int last = known.FirstLabel + known.Classes - 1;
        int bad = labels.Values.AsSpan().IndexOfAnyExceptInRange(known.FirstLabel, (byte)last);
        if (bad >= 0)
            throw new DatasetException(
                labels.Path, $"The file '{labels.Path}' holds a bad label: expected {known.FirstLabel} to {last}, found {labels.Values[bad]} at item {bad}.");
        return known.FirstLabel == 0 ? labels : labels with { Values = [.. labels.Values.Select(label => (byte)(label - known.FirstLabel))] };
    }
}
