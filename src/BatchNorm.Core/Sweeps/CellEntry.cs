namespace BatchNorm.Sweeps;

/// <summary>What is known of a cell without reading its settings.</summary>
/// <param name="Key">Its key, which is that of its run with batch normalization.</param>
/// <param name="WithoutKey">The key of its run without.</param>
/// <param name="TrainingBatches">Steps of each of the two.</param>
internal readonly record struct CellEntry(string Key, string WithoutKey, int TrainingBatches)
{
    /// <summary>The name of the files of its run without batch normalization.</summary>
    public string Without => SweepRun.NameOf(WithoutKey, useBatchNorm: false);

    /// <summary>The name of the files of its run with batch normalization.</summary>
    public string With => SweepRun.NameOf(Key, useBatchNorm: true);

    /// <summary>The names of the files of both.</summary>
    public IReadOnlyList<string> Runs => [Without, With];
}
