namespace BatchNorm.Engines;

/// <summary>Which mean and variance batch normalization uses in inference.</summary>
public enum StatisticsSource
{
    /// <summary>The running estimates kept while training: what inference should use.</summary>
    Population,

    /// <summary>Those of the images given together: what training uses. Of a single image they are useless, as the lesson shows.</summary>
    Batch,
}
