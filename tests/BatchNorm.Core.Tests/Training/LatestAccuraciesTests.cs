namespace BatchNorm.Training;

public class LatestAccuraciesTests
{
    private readonly LatestAccuracies _accuracies = new(most: 2);

    [Fact]
    public void A_label_keeps_its_place_and_its_last_accuracy()
    {
        _accuracies.Note([Running("without"), Running("with", 0.5)]);
        _accuracies.Note([Running("with", 0.6), Running("without", 0.4)]);
        _accuracies.Note([Running("with")]); // the next comparison's, before its first sample

        Assert.Equal([new("without", 0.4), new("with", 0.6)], _accuracies.All);
    }

    [Fact]
    public void A_new_label_takes_the_place_of_one_that_is_not_in_training_any_more()
    {
        _accuracies.Note([Running("a", 0.1), Running("b", 0.2)]);
        _accuracies.Note([Running("b", 0.3), Running("c", 0.4)]);

        Assert.Equal([new("b", 0.3), new("c", 0.4)], _accuracies.All);
    }

    [Fact]
    public void Where_all_are_in_training_a_new_label_waits()
    {
        _accuracies.Note([Running("a", 0.1), Running("b", 0.2), Running("c", 0.3)]);

        Assert.Equal(["a", "b"], _accuracies.All.Select(labelled => labelled.Key));
    }

    [Fact]
    public void Of_trainings_with_one_label_the_first_is_shown()
    {
        _accuracies.Note([Running("with", 0.7), Running("with", 0.1)]);

        Assert.Equal([new("with", 0.7)], _accuracies.All);
    }

    private static TrainingProgress Running(string label, double? accuracy = null)
    {
        var progress = new TrainingProgress("name", 10) { Label = label };
        if (accuracy is { } sampled)
            progress.SampleTaken(new AccuracySample { Accuracy = sampled });
        return progress;
    }
}
