namespace BatchNorm.Training;

public class TrainingPaceTests
{
    private readonly TrainingPace _pace = new();

    [Fact]
    public void What_comes_before_the_first_step_does_not_count()
    {
        Note(0, 0);
        Note(10, 0); // compiling
        Note(11, 100);
        Note(15, 500);

        Assert.Equal(100, _pace.Rate);
        Assert.Equal(TimeSpan.FromSeconds(5), _pace.Left(1000));
    }

    [Fact]
    public void The_time_left_is_withheld_until_it_is_worth_something()
    {
        Note(0, 0);
        Assert.Null(_pace.Left(1000));
        Note(1, 1); // the first step, which took as long as hundreds will
        Note(3.9, 50);
        Assert.Null(_pace.Rate);
        Assert.Null(_pace.Left(1000));
        Note(4, 301);

        Assert.Equal(100, _pace.Rate);
        Assert.Equal(TimeSpan.FromSeconds(7), _pace.Left(1001));
    }

    [Fact]
    public void Where_nothing_goes_on_there_is_no_telling()
    {
        Note(1, 5);
        Note(100, 5);

        Assert.Equal(0, _pace.Rate);
        Assert.Null(_pace.Left(1000));
    }

    [Fact]
    public void Nothing_is_left_of_what_is_done()
    {
        Note(0, 1);
        Note(10, 101);

        Assert.Equal(TimeSpan.Zero, _pace.Left(101));
    }

    private void Note(double seconds, long batches) => _pace.Note(TimeSpan.FromSeconds(seconds), batches);
}
