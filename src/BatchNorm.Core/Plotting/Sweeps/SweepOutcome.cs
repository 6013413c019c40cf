namespace BatchNorm.Plotting.Sweeps;

/// <summary>What came of a comparison, as a plot of a sweep shows it.</summary>
public enum SweepOutcome
{
    /// <summary>The mean test accuracy without batch normalization.</summary>
    AccuracyWithout,

    /// <summary>The mean test accuracy with batch normalization.</summary>
    AccuracyWith,

    /// <summary>The mean, over the pairs, of the test accuracy with batch normalization less that without.</summary>
    Difference,

    /// <summary>The median step at which 90 % validation accuracy, or another, was first reached without batch normalization.</summary>
    StepsWithout,

    /// <summary>The median step at which 90 % validation accuracy, or another, was first reached with batch normalization.</summary>
    StepsWith,

    /// <summary>The share of runs without batch normalization that ended with 90 % test accuracy, or another, and did not diverge.</summary>
    SuccessRateWithout,

    /// <summary>The share of runs with batch normalization that ended with 90 % test accuracy, or another, and did not diverge.</summary>
    SuccessRateWith,
}
