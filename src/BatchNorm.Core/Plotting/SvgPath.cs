using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BatchNorm.Plotting;

/// <summary>
/// The data of an SVG path, rewritten in as few letters as it takes: in tenths of a pixel, from point to point and not from the corner of the picture
/// (https://www.w3.org/TR/SVG2/paths.html). Every point is where it was rounded to by itself: nothing adds up along the way.
/// </summary>
internal sealed partial class SvgPath
{
    private readonly StringBuilder _data = new();
    private readonly SvgPlacement _placement;
    private char _last = ' ';
    private (long X, long Y) _at, _start;
    private long _run;

    private SvgPath(SvgPlacement placement) => _placement = placement;

    /// <summary>The data of a path.</summary>
    /// <param name="data">As Skia writes it: moves, lines and curves to places counted from the corner, and the way back to the start of a shape.</param>
    /// <param name="placement">Where in the picture the places are.</param>
    public static string Shortened(string data, SvgPlacement placement)
    {
        var path = new SvgPath(placement);
        foreach (Match part in Command().Matches(data))
            path.Add(part.Groups["letter"].Value[0], [.. Number().Matches(part.Value).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture))]);
        path.EndRun();
        return path._data.ToString();
    }

    private void Add(char letter, double[] numbers)
    {
        (long X, long Y)[] points = [.. numbers.Chunk(2).Select(point => (_placement.X(point[0]), _placement.Y(point[1])))];
        switch (letter)
        {
            case 'M':
                EndRun();
                Write('M', points[0].X, points[0].Y);
                _at = _start = points[0];
                break;
            case 'L':
                foreach ((long X, long Y) point in points)
                    LineTo(point);
                break;
            case 'Z':
                EndRun();
                Write('z');
                _at = _start;
                break;
            case 'Q' or 'C': // curves, whose places are told in full
                EndRun();
                Write(letter, [.. points.SelectMany(point => new[] { point.X, point.Y })]);
                _at = points[^1];
                break;
            default:
                throw new FormatException($"A path of a picture has a command '{letter}', which Skia does not write.");
        }
    }

    /// <summary>Lines that go on level, as of an accuracy that stays what it is, are one line.</summary>
    private void LineTo((long X, long Y) point)
    {
        (long x, long y) = (point.X - _at.X, point.Y - _at.Y);
        _at = point;
        if (y == 0 && Math.Sign(x) == Math.Sign(_run))
        {
            _run += x;
            return;
        }

        EndRun();
        if (y == 0)
            _run = x;
        else if (x == 0)
            Write('v', y);
        else
            Write('l', x, y);
    }

    private void EndRun()
    {
        if (_run != 0)
            Write('h', _run);
        _run = 0;
    }

    /// <summary>A letter that is the same as the last one goes without saying, but for those that begin a shape.</summary>
    private void Write(char letter, params ReadOnlySpan<long> numbers)
    {
        bool isNew = letter != _last || letter == 'M';
        if (isNew)
            _data.Append(letter);
        for (int i = 0; i < numbers.Length; i++)
        {
            string number = (numbers[i] / (double)SvgPlacement.Tenths).ToString("#.#;-#.#;0", CultureInfo.InvariantCulture);
            if (number[0] != '-' && (i > 0 || !isNew))
                _data.Append(' ');
            _data.Append(number);
        }

        _last = letter;
    }

    [GeneratedRegex(@"(?<letter>[A-Za-df-z])[^A-Za-df-z]*")]
    private static partial Regex Command();

    [GeneratedRegex(@"-?\d*\.?\d+(e-?\d+)?")]
    private static partial Regex Number();
}
