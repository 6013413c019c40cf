namespace BatchNorm.Exporting.Tables;

/// <summary>What a row of a table of runs is.</summary>
public enum TableRows
{
    /// <summary>A run, with its final numbers.</summary>
    Run,

    /// <summary>A sample of a run, with everything that stands in the run's row beside it.</summary>
    Sample,

    /// <summary>One number of what was traced of a run, which quantity it is, and at which step and in which layer, with everything that stands in the run's row beside it.</summary>
    Trace,
}
