using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using Deque.AxeCore.Commons;

namespace BatchNorm.Reporting;

/// <summary>
/// The page in a real browser: a page around it holds it in a frame of the width wanted, does there what a reader would, and leaves what it found in
/// its own text.
/// </summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private const int Phone = 360, Screen = 1280;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batchnorm-browser-");

    public ReportInBrowserTests() => Chromium.SkipUnlessInstalled();

    public void Dispose() => _folder.Delete(recursive: true);

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

    [Fact]
    public void A_press_on_a_heading_sorts_the_results()
    {
        string[] found = Do("""
            const button = [...page.querySelectorAll('.sortable thead button')].find(one => one.textContent === 'Learning rate');
            const rows = () => [...page.querySelectorAll('.sortable tbody tr')].map(name).join(' ');
            const look = () => [button.parentNode.getAttribute('aria-sort') ?? 'none', rows(), page.querySelector('[role=status]').textContent];
            let found = look();
            for (let i = 0; i < 3; i++) { button.click(); found = found.concat(look()); }
            return found;
            """);

        Assert.Equal(
            [
                "none", "slow fast middle failed", "4 rows.",
                "ascending", "slow middle fast failed", "4 rows. Sorted by learning rate, ascending.",
                "descending", "failed fast middle slow", "4 rows. Sorted by learning rate, descending.",
                "none", "slow fast middle failed", "4 rows. In the order they came in.",
            ],
            found);
    }

    [Fact]
    public void Where_there_is_no_value_a_row_comes_last_in_both_orders()
    {
        string[] found = Do("""
            const button = [...page.querySelectorAll('.sortable thead button')].find(one => one.textContent === 'Difference');
            const last = () => [...page.querySelectorAll('.sortable tbody tr')].map(name).at(-1);
            button.click();
            const first = last();
            button.click();
            return [first, last()];
            """);

        Assert.Equal(["failed", "failed"], found);
    }

    [Fact]
    public void Words_and_settings_choose_rows_and_how_many_are_left_is_told()
    {
        string[] found = Do("""
            const [words, rate] = [page.querySelector('[type=search]'), page.querySelector('.controls select')];
            const look = () => [...page.querySelectorAll('.sortable tbody tr')].filter(row => !row.hidden).map(name)
                .join(' ') + ': ' + page.querySelector('[role=status]').textContent;
            const set = (element, event, value) => { element.value = value; element.dispatchEvent(new Event(event)); return look(); };
            const found = [
                [...rate.options].map(option => option.textContent).join(' '), set(words, 'input', 'FA'), set(rate, 'change', '1'), set(words, 'input', 'slow'),
            ];
            [...page.querySelectorAll('.controls button')].at(-1).click();
            return found.concat(look());
            """);

        Assert.Equal(
            ["all 0.01 0.5 1 2", "fast failed: 2 of 4 rows.", "fast: 1 of 4 rows.", ": No row is like that.", "slow fast middle failed: 4 rows."], found);
    }

    [Fact]
    public void A_step_is_chosen_by_key_or_by_pointing_and_its_values_are_told()
    {
        string[] found = Do("""
            const part = page.querySelector('details.part');
            part.open = true;
            await new Promise(resolve => setTimeout(resolve, 100));
            const slider = part.querySelector('[type=range]'), picture = part.querySelector('figure svg'), box = picture.getBoundingClientRect();
            const at = part => new PointerEvent('pointermove', { clientX: box.left + part * box.width, clientY: box.top + 50 });
            const look = () => slider.getAttribute('aria-valuetext');
            const found = [look()];
            picture.dispatchEvent(at(0));
            found.push(look());
            picture.dispatchEvent(at(0.53));
            found.push(look());
            slider.value = 1;
            slider.dispatchEvent(new Event('input'));
            return found.concat(look(), part.querySelectorAll('.cursor').length, part.querySelector('.values').textContent === look());
            """);

        Assert.Equal("Step 1,950: accuracy 0.7361 without, 0.9465 with; loss 1.0000 without, 1.0000 with; after 0.00 s and 0.00 s", found[0]);
        Assert.StartsWith("Step 0: ", found[1], StringComparison.Ordinal);
        Assert.StartsWith("Step 1,000: ", found[2], StringComparison.Ordinal); // the axis begins 0.02 of its length before step 0
        Assert.StartsWith("Step 50: ", found[3], StringComparison.Ordinal);
        Assert.Equal(["1", "true"], found[4..]);
    }

    [Fact]
    public void A_link_unfolds_what_it_leads_to_and_a_button_everything()
    {
        string[] found = Do("""
            const open = () => [...page.querySelectorAll('details.part')].map(part => part.open).join(' ');
            const found = [open()];
            frame.contentWindow.location.hash = '#experiment-2';
            await new Promise(resolve => setTimeout(resolve, 300));
            found.push(open());
            [...page.querySelectorAll('button')].find(button => button.textContent === 'Unfold all').click();
            return found.concat(open(), [...page.querySelectorAll('button')].some(button => button.textContent === 'Fold all'));
            """);

        Assert.Equal(["false false false", "false true false", "true true true", "true"], found);
    }

    [Fact]
    public void Without_a_script_every_row_is_there_and_nothing_promises_more()
    {
        string html = Regex.Replace(MadeReports.Html(Four()), "<script>.*?</script>", "", RegexOptions.Singleline);

        Assert.Equal(
            ["4", "0"],
            Do("return [page.querySelectorAll('.sortable tbody tr').length, page.querySelectorAll('button, input, select').length];", html));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Axe_finds_nothing_to_complain_of(string scheme)
    {
        string html = Regex.Replace(MadeReports.Html(Four()), "<meta http-equiv.*?/>", ""); // axe is none of its own scripts
        string page = Path.Combine(_folder.FullName, "axe.html");
        File.WriteAllText(page, html.Replace("</body>", $$"""
            <script>{{new BundledAxeScriptProvider().GetScript()}}</script>
            <script>
            document.querySelectorAll('details').forEach(details => { details.open = true; });
            setTimeout(() => axe.run().then(result => {
                const found = document.createElement('pre');
                found.id = 'found';
                found.textContent = JSON.stringify([result.passes.length].concat(result.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' '))));
                document.body.append(found);
            }), 100);
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
        string page = Path.Combine(_folder.FullName, "report.html"), paper = Path.Combine(_folder.FullName, "report.pdf");
        File.WriteAllText(page, MadeReports.Html(MadeReports.OfEverything()));

        Chromium.Open(page, $"--print-to-pdf={paper}");

        Assert.Equal("%PDF", File.ReadAllText(paper)[..4]);
    }

    private Measured Measure(BatchNormReport report, int width, string scheme = "light")
    {
        (string answer, string messages) = InFrame(MadeReports.Html(report), width, scheme, """
            page.querySelectorAll('details').forEach(details => { details.open = true; });
            await new Promise(resolve => setTimeout(resolve, 100));
            const styles = element => frame.contentWindow.getComputedStyle(element), pictures = [...page.querySelectorAll('figure svg')];
            return {
                Title: page.title,
                PageWidth: page.documentElement.scrollWidth,
                Tables: page.querySelectorAll('table').length,
                Figures: pictures.length,
                FigureHeights: pictures.map(picture => picture.getBoundingClientRect().height),
                FigureFilter: pictures.length ? styles(pictures[0]).filter : '',
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

    /// <summary>Four experiments of different learning rates, of one of which nothing is there.</summary>
    private static BatchNormReport Four() => BatchNormReport.Of(
        [MadeReports.Named("slow"), MadeReports.Named("fast", rate: 1), MadeReports.Named("middle", rate: 0.5), MadeReports.Named("middle", rate: 0.5, seed: 2)],
        new MeasurementSettings(), group => $"Compare {group.Title}", [new MissingComparison(MadeReports.Named("failed", rate: 2), "It failed.")]) with
        {
            Note = "4 of 5 comparisons are done, 1 failed.",
        };

    /// <summary>Does something in the page of four experiments, and tells what it found, as texts.</summary>
    private string[] Do(string script, string? html = null) =>
        Found(InFrame(html ?? MadeReports.Html(Four()), Screen, "light", script));

    private static string[] Found((string Answer, string Messages) browser) =>
        [.. JsonSerializer.Deserialize<JsonElement[]>(Text(browser.Answer, browser.Messages))!.Select(one => $"{(one.ValueKind is JsonValueKind.True ? "true" : one)}")];

    private (string Answer, string Messages) InFrame(string html, int width, string scheme, string script)
    {
        string wrapper = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.html");
        File.WriteAllText(wrapper, $$"""
            <!DOCTYPE html>
            <meta charset="utf-8">
            <style>:root { color-scheme: {{scheme}} } iframe { border: 0; width: {{width}}px; height: 800px }</style>
            <pre id="found"></pre>
            <script>
            async function look(frame) {
                const page = frame.contentDocument, name = row => row.cells[0].innerText.split(/\s/)[0];
                {{script}}
            }
            function tell(frame) {
                look(frame).then(found => document.getElementById('found').textContent = JSON.stringify(found));
            }
            </script>
            <iframe srcdoc="{{WebUtility.HtmlEncode(html)}}" onload="tell(this)"></iframe>
            """);
        return Chromium.Open(wrapper, "--dump-dom", "--window-size=1400,900");
    }

    private static string Text(string answer, string messages)
    {
        Match found = Regex.Match(answer, "<pre id=\"found\">(.+?)</pre>", RegexOptions.Singleline);
        Assert.True(found.Success, $"The browser measured nothing. {messages}");
        return WebUtility.HtmlDecode(found.Groups[1].Value);
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
