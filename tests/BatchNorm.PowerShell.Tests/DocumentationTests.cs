using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>
/// The commands of docs/lesson.md, which needs no cmdlet but the engine's own and the module's, so that this check needs no pwsh. README's
/// use pwsh's cmdlets, too: pester/Documentation.Tests.ps1 runs both.
/// </summary>
public sealed class DocumentationTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Shrunk = """
        -Shrink -Default @{
            '*:DatasetPath' = $tiny
            'Compare-BatchNorm:TrainingBatches' = 20
            'Compare-BatchNorm:BatchesPerSample' = 10
            'Invoke-Training:TrainingBatches' = 20
        }
        """;

    private static readonly string Runner = Path.Combine(Repository.Root, "docs", "Invoke-Document.ps1");

    [Fact]
    public void Every_command_of_the_lesson_runs_and_draws_every_figure_it_shows()
    {
        string folder = Directory.CreateDirectory(module.Out("lesson")).FullName;
        string lesson = Path.Combine(Repository.Root, "docs", "lesson.md");

        ScriptResult result = module.Run($"& '{Runner}' -Path '{lesson}' -Folder '{folder}' {Shrunk}");

        result.ThrowIfFailed();
        string[] figures =
        [
            .. from line in File.ReadLines(lesson)
               where line.StartsWith("![", StringComparison.Ordinal)
               select line[(line.IndexOf("](", StringComparison.Ordinal) + 2)..line.LastIndexOf(')')],
        ];
        Assert.NotEmpty(figures);
        Assert.All(figures, figure =>
        {
            Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", figure)), $"{figure} is shown, and not there.");
            Assert.True(File.Exists(Path.Combine(folder, Path.GetFileName(figure))), $"No command of the lesson draws {figure}.");
        });
    }

    [Fact]
    public void A_command_that_fails_is_found_with_its_line()
    {
        string document = module.Out("failing.md");
        File.WriteAllText(document, "Text.\n\n```powershell\n$fine = 1\n```\n\n```powershell\nGet-LessonExperiment In3\n```\n");

        ScriptResult result = module.Run($"& '{Runner}' -Path '{document}' -Folder $out {Shrunk}");

        Assert.Contains("line 7", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Contains("In3", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_share_their_variables_and_leave_none_behind()
    {
        string document = module.Out("sharing.md");
        File.WriteAllText(document, "```powershell\n$shared = 41\n```\n```powershell\n$shared + 1\n```\n");

        ScriptResult result = module.Run($"& '{Runner}' -Path '{document}' -Folder $out; $null -eq $shared");

        result.ThrowIfFailed();
        Assert.Equal([42, true], result.Output.Select(output => output.BaseObject));
    }
}
