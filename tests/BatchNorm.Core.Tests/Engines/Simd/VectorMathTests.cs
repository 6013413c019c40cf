using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd;

public class VectorMathTests
{
    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Exp_is_right_to_two_units_in_the_last_place(int lanes) =>
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.Exp), Math.Exp, -87.33f, 88.72f, units: 2);

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void ExpMinusOne_is_right_near_zero_too(int lanes)
    {
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.ExpMinusOne), ExpMinusOne, -87f, 88f, units: 3);
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.ExpMinusOne), ExpMinusOne, -1e-3f, 1e-3f, units: 2);
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Sigmoid_is_right(int lanes) =>
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.Sigmoid), x => 1 / (1 + Math.Exp(-x)), -87f, 100f, units: 3);

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Tanh_is_right(int lanes)
    {
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.Tanh), Math.Tanh, -12f, 12f, units: 4);
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.Tanh), Math.Tanh, -0.01f, 0.01f, units: 4);
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void LogOnePlus_is_right(int lanes)
    {
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.LogOnePlus), double.LogP1, 0f, 1f, units: 3);
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.LogOnePlus), LogOnePlusSmall, 1e-12f, 1e-6f, units: 3);
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void The_normal_distribution_is_right_in_its_tail_too(int lanes)
    {
        // Without fused multiplication the square in the exponent is rounded, which shows far out.
        int units = Fma.IsSupported || AdvSimd.IsSupported ? 6 : 100;
        AssertAccurate(lanes, nameof(VectorMath<Float32x4>.NormalDistribution), NormalDistribution, -12f, 12f, units);
        AssertAccurate(lanes, "NormalDensity", x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), -12f, 12f, units);
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void The_ends_of_the_range_are_infinity_zero_and_one(int lanes)
    {
        float[] ends = [float.PositiveInfinity, float.NegativeInfinity, 1000, -1000];
        Kernels kernels = Kernels.Of(lanes);

        Assert.Equal([float.PositiveInfinity, 0, float.PositiveInfinity, 0], kernels.Map("Exp", ends));
        Assert.Equal([1, 0, 1, 0], kernels.Map("Sigmoid", ends));
        Assert.Equal([1, -1, 1, -1], kernels.Map("Tanh", ends));
        Assert.Equal([1, 0, 1, 0], kernels.Map("NormalDistribution", ends));
        Assert.Equal([0, 0, 0, 0], kernels.Map("NormalDensity", ends));
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void NaN_gives_NaN(int lanes)
    {
        string[] functions = ["Exp", "ExpMinusOne", "Sigmoid", "Tanh", "LogOnePlus", "NormalDistribution", "NormalDensity"];

        foreach (string function in functions)
            Assert.All(Kernels.Of(lanes).Map(function, [float.NaN, -float.NaN]), y => Assert.True(float.IsNaN(y), function));
    }

    private static void AssertAccurate(
        int lanes, string function, Func<double, double> expected, float from, float to, int units)
    {
        const int Points = 50_001;
        var x = new float[Points];
        for (int i = 0; i < Points; i++)
            x[i] = from + (float)((double)i / (Points - 1) * (to - from));

        float[] y = Kernels.Of(lanes).Map(function, x);

        for (int i = 0; i < Points; i++)
        {
            double exact = expected(x[i]);
            double unit = MathF.BitIncrement((float)Math.Abs(exact)) - (float)Math.Abs(exact);
            if (!(Math.Abs(y[i] - exact) <= units * unit))
                Assert.Fail($"{function}({x[i]}) = {y[i]}, not {exact}: {Math.Abs(y[i] - exact) / unit:f1} units off");
        }
    }

    private static double ExpMinusOne(double x) => Math.Abs(x) < 0.1 ? SumOfPowers(x) : Math.Exp(x) - 1;

    private static double LogOnePlusSmall(double u) => u - (u * u / 2) + (u * u * u / 3);

    private static double SumOfPowers(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 2; n <= 12; n++)
            sum += term *= x / n;
        return sum;
    }

    private static double NormalDistribution(double x) => ReferenceActivations.NormalDistribution(x);
}
