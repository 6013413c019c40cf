using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

public unsafe class ActivationFunctionTests
{
    public static TheoryData<int, Activation> Cases
    {
        get
        {
            var data = new TheoryData<int, Activation>();
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                data.Add(4, activation);
                data.Add(8, activation);
                data.Add(16, activation);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_slopes_are_those_of_the_definition(int lanes, Activation activation)
    {
        double[] x = [.. Enumerable.Range(-1200, 2401).Select(i => i / 80.0)];

        var (y, slope) = Activate(lanes, activation, x);

        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(ReferenceActivations.Evaluate(activation, x[i]), y[i], 1e-6 * Math.Max(1, Math.Abs(x[i])));
            if (x[i] != 0) // where some have a corner
                Assert.Equal(Slope(activation, x[i]), slope[i], 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Slopes_at_the_corner_are_PyTorchs(int lanes, Activation activation)
    {
        double expected = activation switch
        {
            Activation.ReLU => 0,
            Activation.LeakyReLU => 0.01,
            Activation.ELU or Activation.Tanh => 1,
            Activation.Sigmoid => 0.25,
            _ => 0.5,
        };

        var (_, slope) = Activate(lanes, activation, [0, -0.0]);

        Assert.Equal(expected, slope[0], 1e-7);
        Assert.Equal(expected, slope[1], 1e-7);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NaN_stays_NaN(int lanes, Activation activation)
    {
        var (y, _) = Activate(lanes, activation, [double.NaN, 1]);

        Assert.True(float.IsNaN(y[0]));
        Assert.False(float.IsNaN(y[1]));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Large_inputs_neither_overflow_nor_lose_their_sign(int lanes, Activation activation)
    {
        var (y, slope) = Activate(lanes, activation, [1e4, -1e4]);

        double bounded = activation is Activation.Sigmoid or Activation.Tanh ? 1 : 1e4;
        Assert.Equal(bounded, y[0], bounded * 1e-6);
        Assert.Equal(bounded == 1 ? 0 : 1, slope[0], 1e-6);
        Assert.Equal(
            activation switch { Activation.Tanh or Activation.ELU => -1, Activation.LeakyReLU => -100, _ => 0 }, y[1], 1e-4);
        Assert.Equal(activation == Activation.LeakyReLU ? 0.01 : 0, slope[1], 1e-6);
    }

    private static (float[] Y, float[] Slope) Activate(int lanes, Activation activation, double[] x)
    {
        using var memory = new GuardedMemory(lanes);
        NativeMatrix z = memory.Allocate(1, x.Length);
        NativeMatrix y = memory.Allocate(1, x.Length);
        for (int i = 0; i < x.Length; i++)
            z.Values[i] = (float)x[i] - 0.5f;

        Kernels.Of(lanes).Activate(activation, z, memory.Row(x.Length, value: 0.5f), y);

        return (new ReadOnlySpan<float>(y.Values, x.Length).ToArray(), new ReadOnlySpan<float>(z.Values, x.Length).ToArray());
    }

    private static double Slope(Activation activation, double x)
    {
        const double Step = 1e-5;
        double above = ReferenceActivations.Evaluate(activation, x + Step);
        double below = ReferenceActivations.Evaluate(activation, x - Step);
        return (above - below) / (2 * Step);
    }
}
