using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>The optimizers against those of TorchSharp, on a small least-squares problem.</summary>
public class LibraryOptimizerTests
{
    private const int Steps = 60;

    public LibraryOptimizerTests() => Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);

    [Theory]
    [InlineData(OptimizerKind.SGD, null)]
    [InlineData(OptimizerKind.Momentum, 0.9)]
    [InlineData(OptimizerKind.Momentum, 0.3)]
    [InlineData(OptimizerKind.Nesterov, 0.9)]
    [InlineData(OptimizerKind.Nesterov, 0.3)]
    [InlineData(OptimizerKind.Adam, 0.9)]
    [InlineData(OptimizerKind.Adam, 0.5)]
    public void Steps_are_those_of_the_library(OptimizerKind kind, double? momentum)
    {
        TorchLibrary.UseOneThread();
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(1);
        Tensor a = randn(12, 5), b = randn(12);
        const double LearningRate = 0.01;

        Parameter theirs = nn.Parameter(ones(5));
        using optim.Optimizer library = kind switch
        {
            OptimizerKind.Adam => optim.Adam([theirs], LearningRate, beta1: momentum!.Value, beta2: 0.999, eps: 1e-8),
            _ => optim.SGD([theirs], LearningRate, momentum ?? 0, nesterov: kind == OptimizerKind.Nesterov),
        };
        Tensor values = ones(5);
        using var ours = new TorchTensor(new TensorShape("x", [5]), values);
        var optimizer = BatchNorm.Optimizers.Optimizer.Create(new OptimizerSettings(kind, momentum), [ours]);

        for (int step = 0; step < Steps; step++)
        {
            library.zero_grad();
            (a.mv(theirs) - b).square().mean().backward();
            library.step();

            ours.SetGradient(a.t().mv(a.mv(values) - b) * (2.0 / 12));
            optimizer.Step((float)LearningRate);
        }

        foreach ((float expected, float actual) in TorchTensors.Values(theirs).Zip(TorchTensors.Values(values)))
            Assert.Equal(expected, actual, 1e-6);
        Assert.NotEqual(1, TorchTensors.Values(values)[0], 1e-2);
    }
}
