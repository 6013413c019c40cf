using System.Text;
using BatchNorm.Training;

namespace BatchNorm.Exporting.TensorBoard;

public sealed class RunFolderNameTests
{
    [Fact]
    public void A_name_tells_the_settings_the_seed_and_the_side() => Assert.Matches(
        "^ReLU, learning rate 0\\.01, weights N\\(0, 0\\.05\u00b2\\), seed 7, With Batch Norm [0-9a-f]{10}$", RunFolderName.Of(Exported(ExportedRuns.Run(seed: 7))));

    [Fact]
    public void An_experiment_with_a_name_begins_with_it() =>
        Assert.StartsWith("In5, ReLU, ", RunFolderName.Of(Exported(ExportedRuns.Run()) with { Experiment = "In5" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a\\b:c*d?e\"f<g>h|i")]
    [InlineData("line\r\nbreak\tand\0null\u001b[31m")]
    [InlineData("turned \u202e around, half a pair \ud800, private \ue000")]
    [InlineData("...")]
    [InlineData(" ")]
    [InlineData("~")]
    [InlineData("-rf")]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("com1 .x")]
    [InlineData("\u5b66\u7fd2\u7387 \u00e9\u00df \U0001F600")]
    public void Every_file_system_takes_the_name_whatever_the_run_and_the_experiment_are_called(string name)
    {
        string made = RunFolderName.Of(Exported(ExportedRuns.Run() with { Name = name }) with { Experiment = name });

        Assert.Matches(@"^[^<>:""/\\|?*\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\ufffd]+ [0-9a-f]{10}$", made);
        Assert.DoesNotMatch(@"^[ .~-]", made);
        Assert.DoesNotMatch(@"(?i)^(con|nul|com1)\s*\.", made);
        Assert.Equal(made, Path.GetFileName(made));
    }

    [Fact]
    public void Letters_of_every_script_stay() => Assert.Contains(
        "\u5b66\u7fd2 \u00e9\u00df", RunFolderName.Of(Exported(ExportedRuns.Run() with { Name = "\u5b66\u7fd2 \u00e9\u00df" })), StringComparison.Ordinal);

    [Theory]
    [InlineData('x')]
    [InlineData('\u5b66')]
    public void Long_names_are_cut_and_told_apart_all_the_same(char letter)
    {
        string name = new(letter, 1000);

        string one = RunFolderName.Of(Exported(ExportedRuns.Run()) with { Experiment = name }), other = RunFolderName.Of(Exported(ExportedRuns.Run()) with { Experiment = name + "y" });

        Assert.InRange(Encoding.UTF8.GetByteCount(one), 100, 160);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Runs_that_differ_in_anything_have_other_names()
    {
        TrainingRun run = ExportedRuns.Run();
        TrainingRun[] others =
        [
            run, run with { Seed = 2 }, run with { Epsilon = 0.1 }, run with { DatasetHash = "other" }, run with { FinalParametersHash = "other" }, run with { FirstBatch = 10 },
            run with { Name = "with batch norm" }, run with { UseBatchNorm = false },
        ];

        Assert.Distinct(others.Select(other => RunFolderName.Of(Exported(other)).ToUpperInvariant()));
    }

    private static ExportedRun Exported(TrainingRun run) => new() { Run = run };
}
