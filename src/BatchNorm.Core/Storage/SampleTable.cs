using BatchNorm.Collections;
using BatchNorm.Training;

namespace BatchNorm.Storage;

/// <summary>The samples of a training as tables of double precision, which holds all that is in them: a row a sample.</summary>
internal static class SampleTable
{
    private const string Samples = "samples", ActivationSamples = "activation_samples", LayerSamples = "layer_samples", LandscapeSamples = "landscape_samples";
    private const int SampleColumns = 4, ActivationColumns = 6, LayerColumns = 11, LandscapeColumns = 7;

    /// <summary>Accuracy samples: step, accuracy, loss, ticks of 100 ns.</summary>
    public static StoredTensor Of(IReadOnlyCollection<AccuracySample> samples) => new(
        Samples,
        [samples.Count, SampleColumns],
        [.. samples.SelectMany(IEnumerable<double> (sample) => [sample.Step, sample.Accuracy, sample.Loss, sample.Elapsed.Ticks])]);

    /// <summary>Activation samples: step, layer, unit, the three percentiles.</summary>
    public static StoredTensor Of(IReadOnlyCollection<ActivationSample> samples) => new(
        ActivationSamples,
        [samples.Count, ActivationColumns],
        [.. samples.SelectMany(IEnumerable<double> (sample) => [sample.Step, sample.Layer, sample.Unit, sample.Percentile15, sample.Percentile50, sample.Percentile85])]);

    /// <summary>
    /// Layer samples: step, layer, the norm of the gradient, the shares of dead units and of flat slopes, the least, mean and greatest gamma, the distances of
    /// means and of variances, and last a number whose bits say which of these are there.
    /// </summary>
    public static StoredTensor Of(IReadOnlyCollection<LayerSample> samples) => new(
        LayerSamples, [samples.Count, LayerColumns], [.. samples.SelectMany(IEnumerable<double> (sample) =>
        {
            double?[] numbers = Numbers(sample);
            return [sample.Step, sample.Layer, .. numbers.Select(number => number ?? 0), numbers.Index().Sum(number => number.Item is null ? 0 : 1 << number.Index)];
        })]);

    /// <summary>Samples of the landscape: step, loss, the least and greatest loss, the least and greatest change of the gradient, smoothness.</summary>
    public static StoredTensor Of(IReadOnlyCollection<LandscapeSample> samples) => new(
        LandscapeSamples, [samples.Count, LandscapeColumns], [.. samples.SelectMany(IEnumerable<double> (sample) =>
        [
            sample.Step, sample.Loss, sample.LeastLoss, sample.GreatestLoss, sample.LeastGradientChange, sample.GreatestGradientChange, sample.Smoothness,
        ])]);

    /// <summary>The accuracy samples in a file.</summary>
    /// <exception cref="StorageException">They are not there, or out of range.</exception>
    public static ValueList<AccuracySample> ReadSamples(SafetensorsFile file) =>
    [
        .. Rows(file, Samples, SampleColumns).Select(row => new AccuracySample
        {
            Step = Whole(file, row[0]),
            Accuracy = row[1] is >= 0 and <= 1 ? row[1] : throw Damage(file, row[1], "an accuracy"),
            Loss = row[2],
            Elapsed = TimeSpan.FromTicks(Ticks(file, row[3])),
        }),
    ];

    /// <summary>The activation samples in a file.</summary>
    /// <exception cref="StorageException">They are not there, or out of range.</exception>
    public static ValueList<ActivationSample> ReadActivationSamples(SafetensorsFile file) =>
    [
        .. Rows(file, ActivationSamples, ActivationColumns).Select(row => new ActivationSample
        {
            Step = Whole(file, row[0]),
            Layer = Whole(file, row[1]),
            Unit = Whole(file, row[2]),
            Percentile15 = row[3],
            Percentile50 = row[4],
            Percentile85 = row[5],
        }),
    ];

    /// <summary>The layer samples in a file; none where it was written before there were any.</summary>
    /// <exception cref="StorageException">They are out of range.</exception>
    public static ValueList<LayerSample> ReadLayerSamples(SafetensorsFile file) =>
        [.. LaterRows(file, LayerSamples, LayerColumns).Select(row => ReadLayerSample(file, row))];

    /// <summary>The samples of the landscape in a file; none where it was written before there were any.</summary>
    /// <exception cref="StorageException">They are out of range.</exception>
    public static ValueList<LandscapeSample> ReadLandscapeSamples(SafetensorsFile file) =>
    [
        .. LaterRows(file, LandscapeSamples, LandscapeColumns).Select(row => new LandscapeSample
        {
            Step = Whole(file, row[0]),
            Loss = row[1],
            LeastLoss = row[2],
            GreatestLoss = row[3],
            LeastGradientChange = row[4],
            GreatestGradientChange = row[5],
            Smoothness = row[6],
        }),
    ];

    /// <summary>The numbers of a tensor of double precision.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">The shape it must have; null where a dimension may be any.</param>
    /// <exception cref="StorageException">The file has no such tensor.</exception>
    public static double[] Numbers(SafetensorsFile file, string name, IReadOnlyList<int?> shape)
    {
        TensorEntry? entry = file.Tensors.FirstOrDefault(tensor => tensor.Name == name);
        return entry?.ElementType == ElementType.F64 && entry.Shape.Count == shape.Count && entry.Shape.Zip(shape).All(length => (length.Second ?? length.First) == length.First)
            ? file.ReadDoubles(entry)
            : throw new StorageException(file.Path, $"It has no tensor '{name}' such as a checkpoint has: it is damaged.");
    }

    private static IEnumerable<double[]> Rows(SafetensorsFile file, string name, int columns) => Numbers(file, name, [null, columns]).Chunk(columns);

    private static IEnumerable<double[]> LaterRows(SafetensorsFile file, string name, int columns) =>
        file.Tensors.Any(tensor => tensor.Name == name) ? Rows(file, name, columns) : [];

    private static double?[] Numbers(LayerSample sample) =>
    [
        sample.GradientNorm, sample.DeadUnits, sample.FlatSlopes, sample.GammaLeast, sample.GammaMean, sample.GammaGreatest, sample.MeanDistance, sample.VarianceDistance,
    ];

    private static LayerSample ReadLayerSample(SafetensorsFile file, double[] row)
    {
        int there = Whole(file, row[^1]);
        return new LayerSample
        {
            Step = Whole(file, row[0]),
            Layer = Whole(file, row[1]),
            GradientNorm = Number(0),
            DeadUnits = Number(1),
            FlatSlopes = Number(2),
            GammaLeast = Number(3),
            GammaMean = Number(4),
            GammaGreatest = Number(5),
            MeanDistance = Number(6),
            VarianceDistance = Number(7),
        };

        double? Number(int index) => (there >> index & 1) == 1 ? row[index + 2] : null;
    }

    private static int Whole(SafetensorsFile file, double value) =>
        value is >= 0 and <= int.MaxValue && double.IsInteger(value) ? (int)value : throw Damage(file, value, "a whole number");

    private static long Ticks(SafetensorsFile file, double value)
    {
        const double MostExact = 1L << 53;
        return value is >= 0 and <= MostExact && double.IsInteger(value) ? (long)value : throw Damage(file, value, "a time");
    }

    private static StorageException Damage(SafetensorsFile file, double value, string what) =>
        new(file.Path, FormattableString.Invariant($"In its samples, {value} stands where {what} belongs: it is damaged."));
}
