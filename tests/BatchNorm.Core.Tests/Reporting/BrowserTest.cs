using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BatchNorm.Reporting;

/// <summary>
/// A page in a real browser: a page around it holds it in a frame of the width wanted, does there what a reader would, and leaves what it found in
/// its own text.
/// </summary>
public abstract class BrowserTest : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batchnorm-browser-");

    protected BrowserTest() => Chromium.SkipUnlessInstalled();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>What a script found, as texts.</summary>
    protected static string[] Found((string Answer, string Messages) browser) =>
        [.. JsonSerializer.Deserialize<JsonElement[]>(Text(browser.Answer, browser.Messages))!.Select(one => $"{(one.ValueKind is JsonValueKind.True ? "true" : one)}")];

    /// <summary>Runs a script that knows the page, its frame, the name of a row, and how to wait until a part is opened or toggled.</summary>
    protected (string Answer, string Messages) InFrame(string html, int width, string scheme, string script)
    {
        string wrapper = PathOf($"{Guid.NewGuid():N}.html");
        File.WriteAllText(wrapper, $$"""
            <!DOCTYPE html>
            <meta charset="utf-8">
            <style>:root { color-scheme: {{scheme}} } iframe { border: 0; width: {{width}}px; height: 800px }</style>
            <pre id="found"></pre>
            <script>
            const toggled = details => new Promise(resolve => details.addEventListener('toggle', resolve, { once: true }));
            const opened = details => {
                const done = details.open || toggled(details);
                details.open = true;
                return done;
            };
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

    /// <summary>What the script left.</summary>
    protected static string Text(string answer, string messages)
    {
        Match found = Regex.Match(answer, "<pre id=\"found\">(.+?)</pre>", RegexOptions.Singleline);
        Assert.True(found.Success, $"The browser measured nothing. {messages}");
        return WebUtility.HtmlDecode(found.Groups[1].Value);
    }
}
