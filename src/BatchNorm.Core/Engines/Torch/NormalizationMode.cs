namespace BatchNorm.Engines.Torch;

/// <summary>What a batch normalization does with the inputs it is given.</summary>
internal enum NormalizationMode
{
    /// <summary>Normalizes with the batch's statistics and moves the population's towards them.</summary>
    Training,

    /// <summary>Normalizes with the population statistics.</summary>
    Population,

    /// <summary>Normalizes with the batch's statistics and changes nothing.</summary>
    Batch,
}
