using BatchNorm.Networks;

namespace BatchNorm.Optimizers;

/// <summary>A tensor that is moved, in plain arrays: some rows with gaps between them, as in an engine's memory.</summary>
internal sealed class MadeTensor : LearnedTensor
{
    private const int Gap = 3;
    private const float Untouched = 77;

    private readonly float[] _values;
    private readonly float[] _gradient;

    public MadeTensor(string name, int rows, params float[] values)
        : base(new TensorShape(name, rows == 1 ? [values.Length] : [rows, values.Length / rows]), rows, values.Length / rows)
    {
        _values = new float[rows * (Columns + Gap)];
        _gradient = new float[_values.Length];
        _values.AsSpan().Fill(Untouched);
        _gradient.AsSpan().Fill(Untouched);
        for (int row = 0; row < rows; row++)
            values.AsSpan(row * Columns, Columns).CopyTo(Values(row));
    }

    /// <summary>All values, row by row.</summary>
    public float[] All => [.. Enumerable.Range(0, Rows).SelectMany(row => Values(row).ToArray())];

    /// <summary>Whether nothing was written between the rows.</summary>
    public bool GapsAreUntouched => Enumerable.Range(0, _values.Length).All(i => i % (Columns + Gap) < Columns || _values[i] == Untouched);

    public override Span<float> Values(int row) => _values.AsSpan(row * (Columns + Gap), Columns);

    public override ReadOnlySpan<float> Gradient(int row) => _gradient.AsSpan(row * (Columns + Gap), Columns);

    public MadeTensor WithGradient(params float[] gradient)
    {
        for (int row = 0; row < Rows; row++)
            gradient.AsSpan(row * Columns, Columns).CopyTo(_gradient.AsSpan(row * (Columns + Gap)));
        return this;
    }
}
