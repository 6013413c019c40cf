using TorchSharp;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

public sealed class GradientClippingTests : IDisposable
{
    private readonly DisposeScope? _scope;

    public GradientClippingTests()
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        _scope = NewDisposeScope();
    }

    public void Dispose() => _scope?.Dispose();

    [Fact]
    public void Gradients_whose_common_norm_is_1_or_less_stay_as_they_are()
    {
        float[] first = [0.5f], second = [0, -0.75f];
        Tensor one = tensor(first), other = tensor(second);

        GradientClipping.Clip([one, other]);

        Assert.Equal([0.5f], TorchTensors.Values(one));
        Assert.Equal([0, -0.75f], TorchTensors.Values(other));
    }

    [Fact]
    public void Longer_ones_are_shortened_to_1_and_keep_their_direction()
    {
        Tensor one = tensor(new float[] { 30 }), other = tensor(new float[] { 0, -40 });

        GradientClipping.Clip([one, other]);

        Assert.Equal(0.6, TorchTensors.Values(one)[0], 1e-7);
        Assert.Equal(-0.8, TorchTensors.Values(other)[1], 1e-7);
    }

    [Fact]
    public void The_norm_does_not_depend_on_how_a_gradient_lies_in_memory()
    {
        Tensor lying = tensor(new float[] { 3, 1, 4, 1, 5, 9 }, [2, 3]).t();

        GradientClipping.Clip([lying]);

        Assert.Equal(1, Math.Sqrt(TorchTensors.Values(lying.contiguous()).Sum(value => (double)value * value)), 1e-6);
    }
}
