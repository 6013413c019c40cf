using System.Globalization;
using System.Text.RegularExpressions;
using BatchNorm.PowerShell.Hosting;
using Microsoft.PowerShell.Commands;

namespace BatchNorm.PowerShell;

/// <summary>
/// Every example of docs/help, and the code of its topics, as a reader would type it: on a small dataset, and with small numbers in the place of
/// large ones. In the invariant culture, as they were written: under which the tests are run changes nothing, and .ci/run leaves them out under others.
/// </summary>
[Trait("Culture", "Own")]
public sealed partial class HelpExampleTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const int ManyBatches = 500; // from here on an example is shrunk

    private static readonly string Pages = Path.Combine(Repository.Root, "docs", "help");

    /// <summary>The page and the title of each example; a topic is read as a whole, from its first command to its last.</summary>
    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (string page in Directory.EnumerateFiles(Pages, "*.md").Order(StringComparer.Ordinal))
            {
                foreach (Match example in Example().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")))
                    examples.Add(Path.GetFileName(page), example.Groups["title"].Value);
            }

            foreach (string topic in Directory.EnumerateFiles(Pages, "about_*.md").Order(StringComparer.Ordinal))
                examples.Add(Path.GetFileName(topic), "");
            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_example_runs_and_prints_what_it_shows(string page, string title)
    {
        string folder = Directory.CreateDirectory(module.Out(Guid.NewGuid().ToString("N"))).FullName;
        PyTorchFile.Write(Path.Combine(folder, "model.safetensors"));
        string text = File.ReadAllText(Path.Combine(Pages, page)).ReplaceLineEndings("\n");
        string example = title.Length == 0 ? text : Example().Matches(text).Single(match => match.Groups["title"].Value == title).Groups["content"].Value;

        ScriptResult result = Run(string.Concat(Code().Matches(example).Select(block => block.Groups["code"].Value)), folder);

        result.ThrowIfFailed();
        if (Output().Match(example) is { Success: true } shown)
            Assert.EndsWith(Masked(shown.Groups["output"].Value), Masked(result.Only().ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_example_that_fails_is_found() => Assert.Equal("UnknownExperiment", Run("Get-LessonExperiment In3", module.Out("")).ErrorId());

    [Fact]
    public void Numbers_are_shrunk_and_results_not() =>
        Assert.Equal("-TrainingBatches 20 -BatchesPerSample 10 -Seed (1..2) -TrainingBatches 400", Shrunk("-TrainingBatches 2000 -BatchesPerSample 50 -Seed (1..10) -TrainingBatches 400"));

    /// <summary>Runs code in a folder, and collects what it prints as a terminal shows it.</summary>
    private ScriptResult Run(string code, string folder) => module.Session.Run(
        Cultures.In("", """
        Import-Module -Assembly $utility
        $ErrorActionPreference = 'Stop'
        $PSDefaultParameterValues = @{
            '*:DatasetPath' = $tiny
            'Compare-BatchNorm:TrainingBatches' = 20
            'Compare-BatchNorm:BatchesPerSample' = 10
            'Invoke-Training:TrainingBatches' = 20
            'New-BatchNormSweep:TrainingBatches' = 20
            'New-BatchNormSweep:BatchesPerSample' = 10
            'Start-BatchNormSweep:WhatIf' = $true # which would leave processes behind
            'Save-Dataset:WhatIf' = $true # which would go to the network
        }
        $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
        . ([scriptblock]::Create($code)) | Out-String -Width 120
        """),
        ("utility", typeof(ExportCsvCommand).Assembly), ("tiny", module.Tiny.Folder), ("folder", folder), ("code", Shrunk(code)));

    private static string Shrunk(string code)
    {
        string shrunk = BatchCount().Replace(code, match => int.Parse(match.Value, CultureInfo.InvariantCulture) < ManyBatches ? match.Value : "20");
        return SeedCount().Replace(SampleDistance().Replace(shrunk, "10"), "(1..2)");
    }

    /// <summary>What stays the same whatever the numbers are, and however wide they are.</summary>
    private static string Masked(string output) => WhiteSpace().Replace(Decimal().Replace(output, "#"), " ").Trim();

    [GeneratedRegex(@"(?<=^## Examples\n(?:(?!## ).*\n)*)### (?<title>.*)\n(?<content>(?:(?!##).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^```powershell\n(?<code>(?:.*\n)*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```\n```\n(?<output>(?:.*\n)*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"(?<=-TrainingBatches )\d+")]
    private static partial Regex BatchCount();

    [GeneratedRegex(@"(?<=-BatchesPerSample )\d+")]
    private static partial Regex SampleDistance();

    [GeneratedRegex(@"\(1\.\.\d+\)")]
    private static partial Regex SeedCount();

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
