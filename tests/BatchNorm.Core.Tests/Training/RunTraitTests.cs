using BatchNorm.Settings;

namespace BatchNorm.Training;

public class RunTraitTests
{
    private static readonly TrainingRun Run = new() { UseBatchNorm = true, LearningRate = 0.5, Name = "mine", Optimizer = OptimizerKind.SGD, Momentum = null };

    [Theory]
    [InlineData("UseBatchNorm", "True", "with batch norm", "with batch norm", null)]
    [InlineData("learningrate", "0.5", "learning rate 0.5", "rate 0.5", 0.5)]
    [InlineData("Name", "mine", "mine", "mine", null)]
    [InlineData("Activation", "ReLU", "ReLU", "ReLU", null)]
    [InlineData("KernelSize", "", "no kernels", "no kernels", null)]
    [InlineData("Momentum", "", "no momentum", "no momentum", null)]
    public void A_trait_tells_a_run_in_text_words_and_numbers(string name, string text, string words, string shortWords, double? number)
    {
        RunTrait trait = RunTrait.Named(name);

        Assert.Equal((text, words, shortWords, number), (trait.Text(Run), trait.Words(Run), trait.ShortWords(Run), trait.Number(Run)));
    }

    [Fact]
    public void Every_setting_is_a_trait() => Assert.Equal(SettingTable.All.Select(setting => setting.Name).Prepend("UseBatchNorm"), RunTrait.All.Select(trait => trait.Name));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_training_set_has_images(int images) => Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRun { TrainingImages = images });
}
