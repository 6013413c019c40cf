using System.Xml.Linq;

namespace BatchNorm.Plotting;

public class SvgSlimmingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("M10 20L13.04 18L13.04 30", "M10 20l3-2v12")]
    [InlineData("M10 20L20 20L30 20L25 20", "M10 20h20-5")]
    [InlineData("M0 0L0.5 0.25L1 1L1.5 1.75", "M0 0l.5 .2 .5 .8 .5 .8")]
    [InlineData("M1 2L3 4M5 6L7 8", "M1 2l2 2M5 6l2 2")]
    [InlineData("M0 0L10 0L10 10L0 10Z", "M0 0h10v10h-10z")]
    [InlineData("M0 0L4 4ZL2 0", "M0 0l4 4zh2")]
    [InlineData("M1 1C2 2 3 3 4 4L5 4", "M1 1C2 2 3 3 4 4h1")]
    [InlineData("M1 1L1.01 1.01L1e1 1", "M1 1h9")]
    public void Paths_go_from_point_to_point_in_as_few_letters_as_it_takes(string data, string shortened) =>
        Assert.Equal(shortened, SvgPath.Shortened(data, SvgPlacement.None));

    /// <summary>Steps of 0.04 are 0 each once they are rounded; the hundredth point is at 4 all the same.</summary>
    [Fact]
    public void Roundings_do_not_add_up_along_a_path()
    {
        string data = "M0 0" + string.Concat(Enumerable.Range(1, 100).Select(i => FormattableString.Invariant($"L{0.04 * i} {i % 2}")));
        string[] parts = SvgPath.Shortened(data, SvgPlacement.None)["M0 0".Length..].Replace("-", " -", StringComparison.Ordinal).Split([' ', 'l', 'v', 'h'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, parts.Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).Where(step => Math.Abs(step) < 1).Sum(), 1e-9);
    }

    [Theory]
    [InlineData(null, 1, 0, 0)]
    [InlineData("scale(1.5 1.5)", 1.5, 0, 0)]
    [InlineData("translate(3 -4)", 1, 3, -4)]
    [InlineData("matrix(2 0 0 2 10 20)", 2, 10, 20)]
    public void What_makes_larger_and_moves_is_a_placement(string? transform, double scale, double left, double top) =>
        Assert.Equal(new SvgPlacement(scale, left, top), SvgPlacement.Read(transform));

    [Theory]
    [InlineData("matrix(0 -1.5 1.5 0 34.5 336)")]
    [InlineData("scale(1 2)")]
    [InlineData("rotate(45)")]
    [InlineData("unknown")]
    public void What_turns_or_stretches_is_none(string transform) => Assert.Null(SvgPlacement.Read(transform));

    [Fact]
    public void Things_are_written_where_they_come_to_lie_and_what_neighbours_share_is_said_once()
    {
        var root = XElement.Parse(
            """
            <svg xmlns="http://www.w3.org/2000/svg">
            <g clip-path="url(#a)"><path fill="none" stroke="red" stroke-width="2" transform="scale(1.5 1.5)" stroke-dasharray="7 3" d="M10 10L20 10" /></g>
            <g clip-path="url(#a)"><path fill="none" stroke="blue" stroke-opacity="0.69803923" transform="scale(1.5 1.5)" d="M0 0L2 2" /></g>
            <path fill="none" stroke="black" d="M1 1L1 2" /><text transform="matrix(2 0 0 2 10 20)" x="-3" y="4" font-size="12" textLength="6.86">0</text>
            <path fill="none" stroke="black" d="M5 1L5 2" /><text transform="matrix(0 -1.5 1.5 0 34.5278 336)" x="-62.84" y="15.31">Accuracy</text>
            </svg>
            """);

        SvgSlimming.Slim(root);

        XElement[] paths = [.. root.Descendants(Svg + "path")];
        Assert.Equal(["M15 15h15", "M0 0l3 3", "M1 1v1M5 1v1"], paths.Select(path => path.Attribute("d")!.Value));
        Assert.Equal([("3", "10.5 4.5"), ("1.5", null), (null, null)], paths.Select(path => (path.Attribute("stroke-width")?.Value, path.Attribute("stroke-dasharray")?.Value)));
        Assert.Equal("0.7", paths[1].Attribute("stroke-opacity")!.Value);
        Assert.Same(paths[0].Parent, paths[1].Parent);
        XElement number = root.Elements(Svg + "text").First(), turned = root.Elements(Svg + "text").Last();
        Assert.Equal(("4", "28", "24", "13.7"), (number.Attribute("x")!.Value, number.Attribute("y")!.Value, number.Attribute("font-size")!.Value, number.Attribute("textLength")!.Value));
        Assert.Equal(("-62.8", "15.3"), (turned.Attribute("x")!.Value, turned.Attribute("y")!.Value));
        Assert.NotNull(turned.Attribute("transform"));
    }
}
