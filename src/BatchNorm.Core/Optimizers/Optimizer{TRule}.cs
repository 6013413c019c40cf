namespace BatchNorm.Optimizers;

/// <summary>An optimizer of a given formula.</summary>
internal sealed class Optimizer<TRule>(OptimizerSettings settings, IReadOnlyList<LearnedTensor> tensors)
    : Optimizer(settings, tensors, TRule.Memory)
    where TRule : struct, IUpdateRule<TRule>
{
    private TRule _rule;

    private protected override void Begin(float learningRate, long step) => _rule = TRule.For(Settings.Momentum ?? 0, learningRate, step);

    private protected override void Move(Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second) =>
        Elementwise<TRule>.Apply(_rule, values, gradient, first, second);
}
