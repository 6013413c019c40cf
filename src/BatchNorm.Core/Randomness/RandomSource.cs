using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNorm.Randomness;

/// <summary>
/// A sequence of random numbers fixed by a seed, a purpose and a lane. Two streams that differ in any of the three are
/// independent, however many numbers are drawn from either.
/// </summary>
public sealed class RandomSource
{
    private const int WordsPerBlock = 4;

    private readonly ulong _seed;
    private readonly uint _purpose;
    private uint _lane;
    private ulong _block;
    private (uint X0, uint X1, uint X2, uint X3) _bits;
    private int _used = WordsPerBlock;
    private double _spareNormal = double.NaN;

    /// <summary>Starts a stream at its first number.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="lane">Which of the purpose's streams: an epoch, an image; 0 where there is but one.</param>
    public RandomSource(int seed, RandomPurpose purpose, uint lane = 0)
    {
        _seed = unchecked((uint)seed);
        _purpose = (uint)purpose;
        _lane = lane;
    }

    /// <summary>Where it stands; a source of the same seed, purpose and lane that is set there gives the same numbers from there on.</summary>
    public RandomPosition Position
    {
        get => new((_block * WordsPerBlock) - (ulong)(WordsPerBlock - _used), double.IsNaN(_spareNormal) ? null : _spareNormal);
        set
        {
            (_block, ulong used) = ulong.DivRem(value.Drawn, WordsPerBlock);
            _used = WordsPerBlock;
            if (used > 0)
            {
                NextBlock();
                _used = (int)used;
            }

            _spareNormal = value.SpareNormal ?? double.NaN;
        }
    }

    /// <summary>Goes to the first number of another stream of the same seed and purpose.</summary>
    /// <param name="lane">Which of the purpose's streams.</param>
    public void Restart(uint lane)
    {
        _lane = lane;
        Position = new RandomPosition(0, null);
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_used == WordsPerBlock)
        {
            NextBlock();
            _used = 0;
        }

        return _used++ switch { 0 => _bits.X0, 1 => _bits.X1, 2 => _bits.X2, _ => _bits.X3 };
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), every one equally likely.</summary>
    /// <remarks>Lemire, "Fast random integer generation in an interval" (2019): no division in the common case, no bias.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = unchecked((uint)-bound) % (uint)bound;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => Fraction(NextUInt32(), NextUInt32());

    /// <summary>A number drawn from N(0, 1), by the Box-Muller transform.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        (Vector256<double> first, Vector256<double> second) =
            BoxMuller.Transform(Vector256.Create(NextDouble()), Vector256.Create(NextDouble()));
        _spareNormal = second.ToScalar();
        return first.ToScalar();
    }

    /// <summary>Numbers drawn from N(0, deviation^2): what <see cref="NextNormal"/> gives one by one, times the deviation, in float32.</summary>
    /// <param name="numbers">Overwritten.</param>
    /// <param name="deviation">The standard deviation.</param>
    public void NextNormals(Span<float> numbers, double deviation)
    {
        while (numbers.Length > 0)
        {
            int drawn = 1;
            if (_used == WordsPerBlock && double.IsNaN(_spareNormal) && numbers.Length > 1)
                drawn = NextPairs(numbers, deviation);
            else
                numbers[0] = (float)(deviation * NextNormal());
            numbers = numbers[drawn..];
        }
    }

    /// <summary>Puts the items in a random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers of up to four pairs, from where a block begins: each is made of a block, and they together.</summary>
    /// <returns>How many numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fully when it is first called: what follows is a hundred thousand weights
    private int NextPairs(Span<float> numbers, double deviation)
    {
        var (x0, x1, x2, x3) = Philox.Blocks(_block, _lane | ((ulong)_purpose << 32), _seed);
        (Vector256<double> first, Vector256<double> second) = BoxMuller.Transform(Fraction(x0, x1), Fraction(x2, x3));
        Vector256<float> apart = Vector256.Narrow(first * deviation, second * deviation);
        Span<float> pairs = stackalloc float[Vector256<float>.Count];
        Vector256.Shuffle(apart, Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).CopyTo(pairs);

        int count = Math.Min(numbers.Length / 2, Vector256<double>.Count);
        pairs[..(2 * count)].CopyTo(numbers);
        _block += (ulong)count;
        return 2 * count;
    }

    private static double Fraction(uint high, uint low) => (((ulong)(high >> 5) << 26) | (low >> 6)) * (1.0 / (1UL << 53));

    private static Vector256<double> Fraction(Vector256<ulong> high, Vector256<ulong> low) => Vector256.ConvertToDouble(
        Vector256.ShiftLeft(Vector256.ShiftRightLogical(high, 5), 26) | Vector256.ShiftRightLogical(low, 6)) * (1.0 / (1UL << 53));

    private void NextBlock()
    {
        _bits = Philox.Block(((uint)_block, (uint)(_block >> 32), _lane, _purpose), _seed);
        _block++;
    }
}
