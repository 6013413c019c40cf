namespace BatchNorm.Experiments;

/// <summary>The seven benefits that the lesson names, in its order.</summary>
public enum LessonClaimKind
{
    /// <summary>Networks train faster.</summary>
    Speed,

    /// <summary>Higher learning rates are possible.</summary>
    Rates,

    /// <summary>Initial weights are easier to choose.</summary>
    Weights,

    /// <summary>More activation functions become usable.</summary>
    Activations,

    /// <summary>Deeper networks become possible.</summary>
    Depth,

    /// <summary>It regularizes a little.</summary>
    Regularization,

    /// <summary>The results may be better over all.</summary>
    Results,
}
