namespace BatchNorm.Measurements;

public class SeedTextTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("1,2", 1, 2)]
    [InlineData("1..3", 1, 2, 3)]
    [InlineData("1,3,7", 1, 3, 7)]
    [InlineData("1..5,9", 9, 5, 4, 3, 2, 1)]
    [InlineData("-2..1", -2, -1, 0, 1)]
    [InlineData("4", 4, 4, 4)]
    [InlineData("-2147483648,2147483647", int.MaxValue, int.MinValue)]
    public void Seeds_read_as_they_are_given_at_the_prompt(string text, params int[] seeds) =>
        Assert.Equal(text, SeedText.Of(seeds));
}
