using System.Diagnostics;

namespace BatchNorm.Reporting;

/// <summary>Chromium without a window, where it is installed.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Nothing but the page: no network of the browser's own, no questions, no hardware.
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--enable-logging=stderr", "--virtual-time-budget=5000",
    ];

    private static readonly string? Executable = Names
        .SelectMany(_ => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), (name, folder) => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Skips the test where there is no Chromium.</summary>
    public static void SkipUnlessInstalled() =>
        Assert.SkipWhen(Executable is null, $"No Chromium in PATH ({string.Join(", ", Names)}): the page is not rendered.");

    /// <summary>Opens a document in a browser that knows nothing yet, and waits for it to be done.</summary>
    /// <returns>What it wrote: its answer, and its messages with the page's console among them.</returns>
    public static (string Answer, string Messages) Open(string file, params string[] flags)
    {
        DirectoryInfo profile = Directory.CreateTempSubdirectory("batchnorm-chromium-");
        try
        {
            var start = new ProcessStartInfo(Executable!, [.. Flags, $"--user-data-dir={profile.FullName}", .. flags, new Uri(file).AbsoluteUri])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process browser = Process.Start(start)!;
            Task<string> answer = browser.StandardOutput.ReadToEndAsync();
            Task<string> messages = browser.StandardError.ReadToEndAsync();
            // Its children write to the same streams: what these bring ends when the last of them is gone.
            if (!Task.WaitAll([answer, messages], Patience) || !browser.WaitForExit(Patience))
            {
                browser.Kill(entireProcessTree: true);
                Assert.Fail($"Chromium did not end in {Patience}.");
            }

            return (answer.Result, messages.Result);
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}
