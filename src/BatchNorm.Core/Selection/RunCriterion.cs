namespace BatchNorm.Selection;

/// <summary>What makes one run better than another.</summary>
public enum RunCriterion
{
    /// <summary>The validation accuracy after the last step: what choices are made by, as test images are kept for judging what was chosen.</summary>
    ValidationAccuracy,

    /// <summary>The validation loss at the last sample.</summary>
    ValidationLoss,

    /// <summary>The test accuracy. What is chosen by it has no unseen images left to be judged by.</summary>
    TestAccuracy,
}
