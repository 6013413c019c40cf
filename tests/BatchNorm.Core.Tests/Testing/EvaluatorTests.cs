namespace BatchNorm.Testing;

public class EvaluatorTests
{
    [Theory]
    [InlineData(new[] { 1f, 3f, 2f }, 1)]
    [InlineData(new[] { 2f, 5f, 5f }, 1)] // the first of equals
    [InlineData(new[] { 0f, 0f, 0f }, 0)]
    [InlineData(new[] { float.NegativeInfinity, -1f, float.PositiveInfinity }, 2)]
    public void The_prediction_is_the_first_largest_logit(float[] logits, int expected) =>
        Assert.Equal(expected, Evaluator.Predict(logits));

    [Theory]
    [InlineData(new[] { float.NaN, 3f, 2f })]
    [InlineData(new[] { 1f, 3f, float.NaN })]
    public void The_prediction_is_class_0_where_a_logit_is_NaN(float[] logits) => Assert.Equal(0, Evaluator.Predict(logits));

    [Theory]
    [InlineData(new[] { 1f, -1e38f, 0f }, false)]
    [InlineData(new[] { 1f, float.NaN, 0f }, true)]
    [InlineData(new[] { float.PositiveInfinity, 1f, 0f }, true)]
    [InlineData(new[] { 1f, 0f, float.NegativeInfinity }, true)]
    public void A_logit_that_is_no_number_or_infinite_means_that_the_network_has_diverged(float[] logits, bool expected) =>
        Assert.Equal(expected, Evaluator.HasDiverged(logits));

    [Theory]
    [InlineData(new[] { 0f, 0f }, 0, 0.6931471805599453)] // ln 2
    [InlineData(new[] { 1f, 2f, 3f }, 2, 0.4076059644443803)] // ln(1 + e^-1 + e^-2)
    [InlineData(new[] { 1000f, 0f }, 0, 0)]
    [InlineData(new[] { 1000f, 0f }, 1, 1000)]
    [InlineData(new[] { -1e30f, 1e30f }, 1, 0)]
    public void Cross_entropy_neither_overflows_nor_underflows(float[] logits, int label, double expected) =>
        Assert.Equal(expected, Evaluator.CrossEntropy(logits, label), 1e-6);

    [Fact]
    public void Cross_entropy_of_NaN_is_NaN() =>
        Assert.True(double.IsNaN(Evaluator.CrossEntropy([1, float.NaN], 0)));
}
