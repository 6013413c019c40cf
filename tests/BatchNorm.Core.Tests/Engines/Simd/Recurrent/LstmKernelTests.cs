using BatchNorm.Data;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>The pieces of a step against their formulas, for strips of every width, in memory that shows what is written beside them.</summary>
public unsafe class LstmKernelTests
{
    private const float Epsilon = 0.01f;

    public static TheoryData<int, int, int> Strips
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach (int lanes in new[] { 4, 8, 16 })
            {
                foreach (int units in new[] { 4, 8, 16 })
                {
                    foreach (int images in new[] { 1, 2, 5, 12 })
                        data.Add(lanes, units, images);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Strips))]
    public void A_step_forth_is_that_of_its_formula(int lanes, int units, int images) => Run(lanes, new Forth(units, images));

    [Theory]
    [MemberData(nameof(Strips))]
    public void A_step_back_is_that_of_its_formula(int lanes, int units, int images) => Run(lanes, new Back(units, images));

    [Theory]
    [MemberData(nameof(Strips))]
    public void A_normalized_step_forth_is_that_of_its_formula(int lanes, int units, int images) => Run(lanes, new NormalizedForth(units, images));

    [Theory]
    [MemberData(nameof(Strips))]
    public void A_normalized_step_back_is_that_of_its_formula(int lanes, int units, int images) => Run(lanes, new NormalizedBack(units, images));

    [Theory]
    [MemberData(nameof(Strips))]
    public void The_way_back_from_the_sums_is_that_of_its_formula(int lanes, int units, int images) => Run(lanes, new FromSums(units, images));

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Sigmoids_are_right_to_the_last_bits_and_to_the_ends(int lanes) => Run(lanes, new ThreeSigmoids());

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Products_of_lit_pixels_are_those_of_all_pixels(int lanes) => Run(lanes, new OfLitPixels());

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void A_gradient_that_has_vanished_is_0_and_one_that_is_no_number_stays_none(int lanes) => Run(lanes, new Vanishing());

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void A_packed_product_has_the_bits_of_the_product(int lanes) => Run(lanes, new PackedProduct());

    private static void Run(int lanes, Check check)
    {
        switch (lanes)
        {
            case 4:
                check.At<Float32x4>();
                break;
            case 8:
                check.At<Float32x8>();
                break;
            default:
                check.At<Float32x16>();
                break;
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double SlopeOfTanh(double x) => 1 - (Math.Tanh(x) * Math.Tanh(x));

    private static double[,] Map(int rows, int columns, Func<int, int, double> value)
    {
        var matrix = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                matrix[row, column] = value(row, column);
        }

        return matrix;
    }

    private static double[,] Sum(double[,] values) =>
        Map(1, values.GetLength(1), (_, column) => Naive.Column(values, column).Sum());

    private abstract class Check
    {
        public abstract void At<V>()
            where V : struct, IFloatVector<V>;
    }

    private sealed class Forth(int units, int images) : Check
    {
        public override void At<V>()
        {
            using var memory = new GuardedMemory(Math.Max(V.Count, 16));
            NativeMatrix z = memory.Random(images, 4 * units), bias = memory.Random(1, 4 * units), before = memory.Random(images, units);
            NativeMatrix cell = memory.Allocate(images, units), hidden = memory.Allocate(images, units);
            double[,] s = Map(images, 4 * units, (n, k) => z.Row(n)[k] + bias.Values[k]);

            LstmStrip<V, Tanh<V>>.Gates(z, bias.Values);
            LstmStrip<V, Tanh<V>>.Cell(z, before, cell);
            LstmStrip<V, Tanh<V>>.Hidden(z, cell, hidden);

            double[,] c = Map(images, units, (n, u) =>
                (Sigmoid(s[n, u]) * before.Row(n)[u]) + (Sigmoid(s[n, units + u]) * Math.Tanh(s[n, (3 * units) + u])));
            Naive.AssertEqual(Map(images, 4 * units, (n, k) => k < 3 * units ? Sigmoid(s[n, k]) : s[n, k]), z, 3e-7);
            Naive.AssertEqual(c, cell, 5e-7);
            Naive.AssertEqual(Map(images, units, (n, u) => Sigmoid(s[n, (2 * units) + u]) * Math.Tanh(c[n, u])), hidden, 5e-7);
        }
    }

    private sealed class Back(int units, int images) : Check
    {
        public override void At<V>()
        {
            using var memory = new GuardedMemory(Math.Max(V.Count, 16));
            NativeMatrix gates = memory.Random(images, 4 * units), before = memory.Random(images, units), cell = memory.Random(images, units);
            NativeMatrix dHidden = memory.Random(images, units), dCell = memory.Random(images, units);
            NativeMatrix dz = memory.Allocate(images, 4 * units), dBias = memory.Random(1, 4 * units);
            double[,] k = Naive.Read(gates), p = Naive.Read(before), c = Naive.Read(cell), dh = Naive.Read(dHidden), dc = Naive.Read(dCell);
            double[,] biasBefore = Naive.Read(dBias);

            LstmStrip<V, Tanh<V>>.Backward(gates, before, cell, dHidden, dCell, dz, dBias.Values);

            double[,] gradient = Map(images, units, (n, u) => dc[n, u] + (dh[n, u] * k[n, (2 * units) + u] * SlopeOfTanh(c[n, u])));
            double[,] expected = Map(images, 4 * units, (n, column) =>
            {
                int u = column % units;
                double f = k[n, u], i = k[n, units + u], o = k[n, (2 * units) + u], s = k[n, (3 * units) + u];
                return (column / units) switch
                {
                    0 => gradient[n, u] * p[n, u] * f * (1 - f),
                    1 => gradient[n, u] * Math.Tanh(s) * i * (1 - i),
                    2 => dh[n, u] * Math.Tanh(c[n, u]) * o * (1 - o),
                    _ => gradient[n, u] * i * SlopeOfTanh(s),
                };
            });
            Naive.AssertEqual(expected, dz, 2e-6);
            Naive.AssertEqual(Map(images, units, (n, u) => gradient[n, u] * k[n, u]), dCell, 2e-6);
            Naive.AssertEqual(Naive.Add(biasBefore, 1, Sum(expected)), dBias, 1e-5);
        }
    }

    private sealed class NormalizedForth(int units, int images) : Check
    {
        public override void At<V>()
        {
            using var memory = new GuardedMemory(Math.Max(V.Count, 16));
            using var arena = new NativeArena();
            NativeMatrix u = memory.Random(images, 4 * units), v = memory.Random(images, 4 * units), bias = memory.Random(1, 4 * units);
            NativeMatrix cell = memory.Random(images, units), beta = memory.Random(1, units), hidden = memory.Allocate(images, units);
            Quantity ofU = new(memory, 4 * units), ofV = new(memory, 4 * units), ofCell = new(memory, units);
            double[,] a = Naive.Read(u), b = Naive.Read(v);

            ofU.Normalizer.Measure<V>(u);
            ofV.Normalizer.Rescale<V>(4 * units);
            ofCell.Normalizer.Measure<V>(cell);
            NormalizedLstmStrip<V, Tanh<V>>.Gates(u, v, new GateNormalizers(ofU.Normalizer, ofV.Normalizer, bias.Values), v);
            NormalizedLstmStrip<V, Tanh<V>>.Hidden(v, cell, ofCell.Normalizer, beta.Values, hidden);

            ofU.AssertMomentsOf(a);
            ofCell.AssertMomentsOf(Naive.Read(cell));
            double[,] s = Map(images, 4 * units, (n, k) => ofU.Normalize(a[n, k], k) + ofV.Normalize(b[n, k], k) + bias.Values[k]);
            Naive.AssertEqual(Map(images, 4 * units, (n, k) => k < 3 * units ? Sigmoid(s[n, k]) : s[n, k]), v, 1e-5);
            Naive.AssertEqual(
                Map(images, units, (n, k) => Sigmoid(s[n, (2 * units) + k]) * Math.Tanh(ofCell.Normalize(cell.Row(n)[k], k) + beta.Values[k])), hidden, 1e-5);
        }
    }

    private sealed class NormalizedBack(int units, int images) : Check
    {
        public override void At<V>()
        {
            using var memory = new GuardedMemory(Math.Max(V.Count, 16));
            NativeMatrix gates = memory.Random(images, 4 * units), before = memory.Random(images, units), cell = memory.Random(images, units);
            NativeMatrix dHidden = memory.Random(images, units), dCell = memory.Random(images, units), ds = memory.Allocate(images, 4 * units);
            NativeMatrix beta = memory.Random(1, units), dGamma = memory.Random(1, units), dBeta = memory.Random(1, units);
            var quantity = new Quantity(memory, units);
            quantity.Normalizer.Measure<V>(cell);
            double[,] k = Naive.Read(gates), p = Naive.Read(before), c = Naive.Read(cell), dh = Naive.Read(dHidden), dc = Naive.Read(dCell);
            double[,] gammaBefore = Naive.Read(dGamma), betaBefore = Naive.Read(dBeta);

            NormalizedLstmStrip<V, Tanh<V>>.Backward(
                gates, before, cell, quantity.Normalizer, beta.Values, dHidden, dCell, ds, dGamma.Values, dBeta.Values);

            double[,] y = Map(images, units, (n, u) => quantity.Normalize(c[n, u], u) + beta.Values[u]);
            double[,] dy = Map(images, units, (n, u) => dh[n, u] * k[n, (2 * units) + u] * SlopeOfTanh(y[n, u]));
            double[,] gradient = Naive.Add(dc, 1, quantity.Back(dy, c));
            double[,] expected = Map(images, 4 * units, (n, column) =>
            {
                int u = column % units;
                double f = k[n, u], i = k[n, units + u], o = k[n, (2 * units) + u], s = k[n, (3 * units) + u];
                return (column / units) switch
                {
                    0 => gradient[n, u] * p[n, u] * f * (1 - f),
                    1 => gradient[n, u] * Math.Tanh(s) * i * (1 - i),
                    2 => dh[n, u] * Math.Tanh(y[n, u]) * o * (1 - o),
                    _ => gradient[n, u] * i * SlopeOfTanh(s),
                };
            });
            Naive.AssertEqual(expected, ds, 5e-5);
            Naive.AssertEqual(Map(images, units, (n, u) => gradient[n, u] * k[n, u]), dCell, 5e-5);
            Naive.AssertEqual(Naive.Add(gammaBefore, 1, Map(1, units, (_, u) => quantity.GammaGradient(dy, c, u))), dGamma, 5e-5);
            Naive.AssertEqual(Naive.Add(betaBefore, 1, Sum(dy)), dBeta, 1e-5);
        }
    }

    private sealed class FromSums(int units, int images) : Check
    {
        public override void At<V>()
        {
            int columns = 4 * units;
            using var memory = new GuardedMemory(Math.Max(V.Count, 16));
            NativeMatrix ds = memory.Random(images, columns), u = memory.Random(images, columns), v = memory.Random(images, columns);
            NativeMatrix dv = memory.Allocate(images, columns), dBias = memory.Random(1, columns);
            NativeMatrix dGammaU = memory.Random(1, columns), dGammaV = memory.Random(1, columns);
            Quantity ofU = new(memory, columns), ofV = new(memory, columns);
            ofU.Normalizer.Measure<V>(u);
            ofV.Normalizer.Measure<V>(v);
            double[,] gradient = Naive.Read(ds), a = Naive.Read(u), b = Naive.Read(v);
            double[,] biasBefore = Naive.Read(dBias), gammaUBefore = Naive.Read(dGammaU), gammaVBefore = Naive.Read(dGammaV);

            GateGradient<V>.Backward(
                ds, u, v, dv, new GateNormalizers(ofU.Normalizer, ofV.Normalizer, dBias.Values),
                new GateNormalizers.Gradients(dBias.Values, dGammaU.Values, dGammaV.Values));

            Naive.AssertEqual(ofU.Back(gradient, a), ds, 1e-4);
            Naive.AssertEqual(ofV.Back(gradient, b), dv, 1e-4);
            Naive.AssertEqual(Naive.Add(biasBefore, 1, Sum(gradient)), dBias, 1e-5);
            Naive.AssertEqual(Naive.Add(gammaUBefore, 1, Map(1, columns, (_, k) => ofU.GammaGradient(gradient, a, k))), dGammaU, 1e-4);
            Naive.AssertEqual(Naive.Add(gammaVBefore, 1, Map(1, columns, (_, k) => ofV.GammaGradient(gradient, b, k))), dGammaV, 1e-4);
        }
    }

    private sealed class ThreeSigmoids : Check
    {
        public override void At<V>()
        {
            float* values = stackalloc float[3 * V.Count];
            for (float x = -86; x <= 86; x += 0.37f)
            {
                V a = V.Broadcast(x), b = V.Broadcast(x / 10), c = V.Broadcast(-x / 100);
                Sigmoids<V>.Evaluate(ref a, ref b, ref c);
                Store(a, b, c);
                Assert.Equal(Sigmoid(x), values[0], 3e-7 * Sigmoid(x));
                Assert.Equal(Sigmoid(x / 10), values[V.Count], 3e-7 * Sigmoid(x / 10));
                Assert.Equal(Sigmoid(-x / 100), values[2 * V.Count], 3e-7);
            }

            V low = V.Broadcast(float.NegativeInfinity), high = V.Broadcast(float.PositiveInfinity), none = V.Broadcast(float.NaN);
            Sigmoids<V>.Evaluate(ref low, ref high, ref none);
            Store(low, high, none);
            Assert.Equal(0, values[0], 1e-37);
            Assert.Equal(1, values[V.Count]);
            Assert.True(float.IsNaN(values[2 * V.Count]));

            void Store(V first, V second, V third)
            {
                first.Store(values);
                second.Store(values + V.Count);
                third.Store(values + (2 * V.Count));
            }
        }
    }

    private sealed class OfLitPixels : Check
    {
        public override void At<V>()
        {
            const int Images = 7, StepInputs = 5, Step = 2;
            foreach (double lit in new[] { 0, 0.2, 1 })
            {
                foreach (int columns in new[] { 16, 32, 64 })
                {
                    using var memory = new GuardedMemory(Math.Max(V.Count, 16));
                    using var arena = new NativeArena();
                    var definition = new RecurrentDefinition(new ImageShape(4, StepInputs), 3, 2, Activation.Tanh, null, pixelByPixel: false, permuted: true);
                    var made = MadeImages.Create(Images, definition.Inputs, lit);
                    int[] order = definition.PixelOrder();
                    double[,] pixels = made.Numbers();
                    double[,] x = Map(Images, StepInputs, (n, i) => (float)pixels[n, order[(Step * StepInputs) + i]]);
                    var images = new LitPixels(arena, definition, Images);
                    var byPixel = new LitImages(arena, definition, Images);
                    for (int row = 0; row < Images; row++)
                        images.Load(row, made, row);
                    NativeMatrix weights = memory.Random(StepInputs, columns), z = memory.Allocate(Images, columns), sum = memory.Random(Images, columns);
                    NativeMatrix gradient = memory.Random(StepInputs, columns);
                    double[,] before = Naive.Read(sum), gradientBefore = Naive.Read(gradient), product = Naive.Product(x, Naive.Read(weights));

                    LitProduct<V>.Multiply(images, Step, weights, z);
                    LitProduct<V>.Add(images, Step, weights, sum);
                    byPixel.Sort(images, Images);
                    LitProduct<V>.AddTransposed(byPixel, Step, z, gradient);

                    Naive.AssertEqual(product, z, 1e-6);
                    Naive.AssertEqual(Naive.Add(before, 1, product), sum, 1e-6);
                    Naive.AssertEqual(Naive.Add(gradientBefore, 1, Naive.Product(Naive.Transpose(x), product)), gradient, 1e-5);
                }
            }
        }
    }

    private sealed class Vanishing : Check
    {
        public override void At<V>()
        {
            using var memory = new GuardedMemory(Math.Max(V.Count, 16));
            NativeMatrix gates = memory.Random(3, 16), before = memory.Random(3, 4), cell = memory.Random(3, 4), dz = memory.Allocate(3, 16);
            NativeMatrix dHidden = memory.Allocate(3, 4), dCell = memory.Allocate(3, 4), dBias = memory.Random(1, 16);
            dHidden.Write([0, 0, 0, 0, 1e-38f, -1e-38f, 1e-26f, -1e-26f, float.NaN, 1, 1, 1]);
            dCell.Write([1e-26f, -1e-26f, 1e-38f, -1e-38f, 0, 0, 0, 0, 0, float.NaN, 0, 0]);

            LstmStrip<V, Tanh<V>>.Backward(gates, before, cell, dHidden, dCell, dz, dBias.Values);

            Assert.All(dz.Slice(1, 1).ToArray(), value => Assert.Equal(0, value));
            Assert.All(dCell.Slice(0, 2).ToArray(), value => Assert.Equal(0, value));
            Assert.Equal([true, true, false, false], dCell.Slice(2, 1).ToArray().Select(float.IsNaN));
            Assert.Equal([true, true, false, false], dz.Slice(2, 1).ToArray()[..4].Select(float.IsNaN));
        }
    }

    private sealed class PackedProduct : Check
    {
        public override void At<V>()
        {
            foreach (var (rows, depth, columns) in new[] { (1, 1, 1), (4, 28, 64), (5, 17, 33), (7, 300, 40), (60, 128, 64), (9, 513, 100), (3, 257, 129) })
            {
                using var memory = new GuardedMemory(V.Count);
                NativeMatrix a = memory.Random(rows, depth), b = memory.Random(depth, columns);
                NativeMatrix product = memory.Allocate(rows, columns), ofPacked = memory.Allocate(rows, columns);
                NativeMatrix packed = memory.Allocate(depth, b.Width);

                fixed (float* panel = new float[DenseProduct<V>.PanelSize])
                    DenseProduct<V>.Multiply(a, b, product, panel);
                DenseProduct<V>.Pack(b, packed.Values);
                DenseProduct<V>.MultiplyPacked(a, packed.Values, ofPacked);

                Assert.Equal(product.ToArray(), ofPacked.ToArray());
            }
        }
    }

    /// <summary>A normalized quantity, and what its formulas give in double precision.</summary>
    private sealed class Quantity
    {
        private readonly NativeMatrix _mean, _variance, _gamma;

        public Quantity(GuardedMemory memory, int columns)
        {
            _mean = memory.Random(1, columns);
            _variance = memory.Random(1, columns);
            _gamma = memory.Random(1, columns);
            for (int i = 0; i < columns; i++)
                _variance.Values[i] += 1;
            Normalizer = new Normalizer(_mean.Values, _variance.Values, _gamma.Values, memory.Allocate(1, columns).Values, Epsilon);
        }

        public Normalizer Normalizer { get; }

        public double Normalize(double value, int column) => _gamma.Values[column] * (value - _mean.Values[column]) * Inverse(column);

        public double GammaGradient(double[,] gradient, double[,] values, int column) =>
            Naive.Column(gradient, column).Zip(Naive.Column(values, column), (g, z) => g * (z - _mean.Values[column])).Sum() * Inverse(column);

        /// <summary>The gradient of the values, of that of what is made of them.</summary>
        public double[,] Back(double[,] gradient, double[,] values)
        {
            int images = values.GetLength(0);
            return Map(images, values.GetLength(1), (n, k) =>
            {
                double mean = Naive.Column(gradient, k).Average(), projection = GammaGradient(gradient, values, k) / images;
                return _gamma.Values[k] * Inverse(k) * (gradient[n, k] - mean - ((values[n, k] - _mean.Values[k]) * Inverse(k) * projection));
            });
        }

        public void AssertMomentsOf(double[,] values)
        {
            for (int k = 0; k < values.GetLength(1); k++)
            {
                double[] column = Naive.Column(values, k);
                Assert.Equal(column.Average(), _mean.Values[k], 1e-6);
                Assert.Equal(column.Average(value => (value - column.Average()) * (value - column.Average())), _variance.Values[k], 1e-6);
            }
        }

        private double Inverse(int column) => 1 / Math.Sqrt(_variance.Values[column] + (double)Epsilon);
    }
}
