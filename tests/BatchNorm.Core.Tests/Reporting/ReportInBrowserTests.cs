using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchNorm.Experiments;
using Deque.AxeCore.Commons;

namespace BatchNorm.Reporting;

/// <summary>How the page looks in a real browser, and what those are told who cannot see it.</summary>
public sealed class ReportInBrowserTests : BrowserTest
{
    private const int Phone = 360, Screen = 1280;

    [Theory]
    [InlineData(Phone)]
    [InlineData(Screen)]
    public void It_shows_everything_and_is_never_wider_than_the_screen(int width)
    {
        Measured page = Measure(MadeReports.OfEverything() with { Title = "Shown <here>" }, width);

        Assert.Equal("Shown <here>", page.Title);
        Assert.Equal(width, page.PageWidth);
        Assert.Equal(13, page.Tables);
        Assert.Equal(4, page.Figures);
        Assert.All(page.FigureHeights, height => Assert.InRange(height, 100, 1000));
        Assert.True(page.IsStyled, "The policy keeps the page's own style sheet out.");
        Assert.Equal("Compare again, seeds 1..3", page.Command);
        Assert.Equal("", page.Complaints);
    }

    [Fact]
    public void Long_names_and_commands_do_not_widen_it()
    {
        BatchNormComparison comparison = MadeReports.Named(new string('n', 200)) with
        {
            Dataset = new string('d', 200),
            HiddenLayer = string.Join(',', Enumerable.Repeat(1000, 60)),
        };

        Assert.Equal(Phone, Measure(MadeReports.Of(comparison, MadeReports.Named("In9", 1)) with { Title = new string('t', 200) }, Phone).PageWidth);
    }

    [Fact]
    public void Markup_in_a_name_does_nothing()
    {
        Measured page = Measure(MadeReports.Of(MadeReports.Named("<img src=x onerror=alert(1)><script>document.title='taken'</script>")), Screen);

        Assert.Equal(BatchNormReport.DefaultTitle, page.Title);
        Assert.Equal("", page.Complaints);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Axe_finds_nothing_to_complain_of(string scheme)
    {
        string html = Regex.Replace(MadeReports.Html(MadeReports.OfAHalfDoneSweep()), "<meta http-equiv.*?/>", ""); // axe is none of its own scripts
        string page = PathOf("axe.html");
        File.WriteAllText(page, html.Replace("</body>", $$"""
            <script>{{new BundledAxeScriptProvider().GetScript()}}</script>
            <script>
            Promise.all([...document.querySelectorAll('details:not([open])')].map(details => new Promise(resolve => {
                details.addEventListener('toggle', resolve, { once: true });
                details.open = true;
            }))).then(() => axe.run()).then(result => {
                const found = document.createElement('pre');
                found.id = 'found';
                found.textContent = JSON.stringify([result.passes.length].concat(result.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' '))));
                document.body.append(found);
            });
            </script></body>
            """, StringComparison.Ordinal));

        string[] found = Found(Chromium.Open(page, "--dump-dom", "--virtual-time-budget=60000", $"--blink-settings=preferredColorScheme={(scheme == "dark" ? 0 : 1)}"));

        Assert.Empty(found[1..]);
        Assert.InRange(int.Parse(found[0], CultureInfo.InvariantCulture), 15, 200);
    }

    [Fact]
    public void In_the_dark_it_is_dark()
    {
        Measured light = Measure(MadeReports.OfEverything(), Screen), dark = Measure(MadeReports.OfEverything(), Screen, scheme: "dark");

        Assert.True(Brightness(light.Background) > 200 && Brightness(light.Ink) < 60, $"{light.Ink} on {light.Background}");
        Assert.True(Brightness(dark.Background) < 60 && Brightness(dark.Ink) > 200, $"{dark.Ink} on {dark.Background}");
        Assert.Equal("none", light.FigureFilter);
        Assert.StartsWith("invert", dark.FigureFilter, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_printed()
    {
        string page = PathOf("report.html"), paper = PathOf("report.pdf");
        File.WriteAllText(page, MadeReports.Html(MadeReports.OfEverything()));

        Chromium.Open(page, $"--print-to-pdf={paper}");

        Assert.Equal("%PDF", File.ReadAllText(paper)[..4]);
    }

    private Measured Measure(BatchNormReport report, int width, string scheme = "light")
    {
        (string answer, string messages) = InFrame(MadeReports.Html(report), width, scheme, """
            await Promise.all([...page.querySelectorAll('details')].map(opened));
            const styles = element => frame.contentWindow.getComputedStyle(element), pictures = [...page.querySelectorAll('figure svg')];
            return {
                Title: page.title,
                PageWidth: page.documentElement.scrollWidth,
                Tables: page.querySelectorAll('table').length,
                Figures: pictures.length,
                FigureHeights: pictures.map(picture => picture.getBoundingClientRect().height),
                FigureFilter: [page.querySelector('figure[data-samples] svg')].map(picture => picture ? styles(picture).filter : '')[0],
                IsStyled: styles(page.querySelector('.frame')).overflowX === 'auto',
                Background: styles(page.body).backgroundColor,
                Ink: styles(page.body).color,
                Command: page.querySelector('pre').innerText,
            };
            """);
        return JsonSerializer.Deserialize<Measured>(Text(answer, messages))! with
        {
            Complaints = string.Join('\n', messages.Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal))),
        };
    }

    /// <summary>The mean of red, green and blue of a colour like "rgb(26, 26, 26)", 0 to 255.</summary>
    private static double Brightness(string color) =>
        Regex.Matches(color, @"\d+").Average(part => double.Parse(part.Value, CultureInfo.InvariantCulture));

    /// <summary>What the browser made of a page; lengths are in CSS pixels.</summary>
    private sealed record Measured
    {
        public string Title { get; init; } = "";

        public double PageWidth { get; init; }

        public int Tables { get; init; }

        public int Figures { get; init; }

        public double[] FigureHeights { get; init; } = [];

        public string FigureFilter { get; init; } = "";

        public bool IsStyled { get; init; }

        public string Background { get; init; } = "";

        public string Ink { get; init; } = "";

        public string Command { get; init; } = "";

        public string Complaints { get; init; } = "";
    }
}
