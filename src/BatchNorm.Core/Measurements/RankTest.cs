namespace BatchNorm.Measurements;

/// <summary>What test a p is of.</summary>
public enum RankTest
{
    /// <summary>Wilcoxon's signed-rank test (1945), of pairs.</summary>
    WilcoxonSignedRank,

    /// <summary>Mann and Whitney's test (1947), of two samples that are not paired.</summary>
    MannWhitney,
}
