using System.Runtime.Intrinsics;
using CsCheck;

namespace BatchNorm.Randomness;

public sealed class BoxMullerTests
{
    private const double UnitInTheLastPlace = 1.0 / (1L << 52);

    public static TheoryData<double> Corners => [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1 - 0.70710678118654752, 1e-9, 1 - 1e-9, 1.0 / (1L << 53), 1 - (1.0 / (1L << 53))];

    [Fact]
    public void Pairs_are_those_of_the_systems_functions()
    {
        Gen<double> uniform = Gen.Long[0, (1L << 53) - 1].Select(bits => bits * (1.0 / (1L << 53)));
        Gen.Select(uniform, uniform).Sample(AssertPair, iter: 10_000);
    }

    [Theory]
    [MemberData(nameof(Corners))]
    public void So_they_are_at_the_ends_of_every_branch(double number)
    {
        foreach (TheoryDataRow<double> other in Corners)
            AssertPair(number, other.Data);
    }

    [Fact]
    public void A_pair_does_not_depend_on_those_beside_it()
    {
        Vector256<double> u = Vector256.Create(0, 0.3, 0.9, 1 - (1.0 / (1L << 53))), v = Vector256.Create(1e-9, 0.5, 0.26, 0.99);

        var (first, second) = BoxMuller.Transform(u, v);

        for (int i = 0; i < Vector256<double>.Count; i++)
        {
            var (alone, other) = BoxMuller.Transform(Vector256.Create(u[i]), Vector256.Create(v[i]));
            Assert.Equal((alone[0], other[0]), (first[i], second[i]));
        }
    }

    /// <summary>Checks a pair within 4 units in the last place of its distance from 0, which all that rounds in it adds up to.</summary>
    private static void AssertPair(double u, double v)
    {
        var (first, second) = BoxMuller.Transform(Vector256.Create(u), Vector256.Create(v));

        double radius = Math.Sqrt(-2 * Math.Log(1 - u)), tolerance = 4 * UnitInTheLastPlace * radius;
        Assert.Equal(radius * double.CosPi(2 * v), first[0], tolerance);
        Assert.Equal(radius * double.SinPi(2 * v), second[0], tolerance);
    }
}
