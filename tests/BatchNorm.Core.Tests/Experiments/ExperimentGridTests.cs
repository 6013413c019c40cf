using BatchNorm.Networks;
using CsCheck;

namespace BatchNorm.Experiments;

public class ExperimentGridTests
{
    [Fact]
    public void The_seeds_vary_fastest_and_the_activations_slowest()
    {
        var grid = new ExperimentGrid
        {
            Activations = [Activation.ReLU, Activation.Sigmoid],
            LearningRates = [0.01, 1],
            Seeds = [1, 2],
        };

        Assert.Equal(
            [
                (Activation.ReLU, 0.01, 1), (Activation.ReLU, 0.01, 2), (Activation.ReLU, 1, 1), (Activation.ReLU, 1, 2),
                (Activation.Sigmoid, 0.01, 1), (Activation.Sigmoid, 0.01, 2), (Activation.Sigmoid, 1, 1), (Activation.Sigmoid, 1, 2),
            ],
            grid.Experiments().Select(e => (e.Activation, e.Training.LearningRate, e.Training.Seed)));
    }

    [Fact]
    public void A_grid_has_every_combination_once() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 4]).Sample((rates, scales, seeds) =>
        {
            var grid = new ExperimentGrid
            {
                LearningRates = [.. Enumerable.Range(1, rates).Select(i => i * 0.1)],
                WeightScales = [.. Enumerable.Range(1, scales).Select(i => i * 1.0)],
                Seeds = [.. Enumerable.Range(1, seeds)],
            };
            return grid.Experiments().Select(e => (e.Training.LearningRate, e.WeightScale, e.Training.Seed)).Distinct().Count()
                == rates * scales * seeds;
        });

    [Fact]
    public void What_is_common_stays_common()
    {
        var grid = new ExperimentGrid { Common = new Experiment { Shape = new() { HiddenLayer = [7] }, Training = new() { TrainingBatches = 9 } }, Seeds = [1, 2] };

        Assert.All(grid.Experiments(), experiment =>
        {
            Assert.Equal([7], experiment.Shape.HiddenLayer);
            Assert.Equal(9, experiment.Training.TrainingBatches);
        });
    }
}
