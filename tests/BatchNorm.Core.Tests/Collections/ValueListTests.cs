using BatchNorm.Training;

namespace BatchNorm.Collections;

public class ValueListTests
{
    [Fact]
    public void Its_text_is_what_it_holds()
    {
        ValueList<AccuracySample> samples = [new() { Step = 0, Accuracy = 0.1382 }, new() { Step = 50, Accuracy = 0.4874 }];
        ValueList<ValueList<int>> rows = [[1, 2], [3, 4]];
        ValueList<double> numbers = [0.5];

        Assert.Equal("0: 0.1382, 50: 0.4874", samples.ToString());
        Assert.Equal("1, 2; 3, 4", rows.ToString());
        Assert.Equal("0.5", numbers.ToString());
    }

    [Fact]
    public void It_copies_what_it_is_made_of_and_is_read_as_an_array_is()
    {
        int[] source = [7, 8, 9];
        ValueList<int> list = [.. source];
        source[0] = 0;

        Assert.Equal((7, 9, 3, 3), (list[0], list[^1], list.Count, list.Length));
        Assert.Equal([7, 8, 9], list);
    }
}
