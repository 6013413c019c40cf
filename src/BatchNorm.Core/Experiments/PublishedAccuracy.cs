namespace BatchNorm.Experiments;

/// <summary>
/// The accuracies that somebody else reported for an experiment, each a share of images, 0 to 1, to be shown beside one's own. Null
/// where none was reported.
/// </summary>
public sealed record PublishedAccuracy
{
    /// <summary>On the test images, without batch normalization.</summary>
    public double? TestWithout { get; init; }

    /// <summary>On the test images, with batch normalization.</summary>
    public double? TestWith { get; init; }

    /// <summary>On test images given one at a time, with batch normalization.</summary>
    public double? IndividualWith { get; init; }
}
