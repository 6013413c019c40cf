using BatchNorm.Shell;

namespace BatchNorm.Pester;

/// <summary>The tests of the folder pester/ and those that are examples, each as a test of its own.</summary>
public sealed class PesterTests
{
    public static async Task<IEnumerable<TheoryDataRow<PesterTest>>> Tests() =>
        from test in (PesterTest[])[.. await PesterRun.Of(PesterRun.Folder), .. await PesterRun.Of(PesterRun.Examples)]
        select Row(test);

    [Theory]
    [MemberData(nameof(Tests), DisableDiscoveryEnumeration = true)]
    public void Pester_passes(PesterTest test) => test.Verify();

    [Fact]
    public async Task What_is_not_good_is_red()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Mixed.Tests.ps1", """
            Describe 'Mixed' {
                It 'passes' { 1 | Should -Be 1 }
                It 'fails' { 'seen'; 1 | Should -Be 2 }
                It 'is skipped' { Set-ItResult -Skipped -Because 'of the weather' }
                It 'is left out' -Skip { throw }
                It 'is undecided' { Set-ItResult -Inconclusive }
            }
            Describe 'Bad start' {
                BeforeAll { throw 'no luck' }
                It 'never runs' { 1 | Should -Be 1 }
            }
            Describe 'Bad end' {
                AfterAll { throw 'no end' }
                It 'passes' { 1 | Should -Be 1 }
            }
            """);
        folder.Write("Broken.Tests.ps1", "Describe 'Broken' {");
        folder.Write("Empty.Tests.ps1", "# Describe 'Nothing' { }");

        IReadOnlyList<PesterTest> tests = await PesterRun.Of(folder.Path);

        Assert.Equal(
            [
                "Broken.Tests.ps1: cannot be run: Failed",
                "Empty.Tests.ps1: has no test: Failed",
                "Mixed.Tests.ps1: Bad end, before or behind its tests: Failed",
                "Mixed.Tests.ps1: Bad end.passes: Passed",
                "Mixed.Tests.ps1: Bad start, before or behind its tests: Failed",
                "Mixed.Tests.ps1: Bad start.never runs: Failed",
                "Mixed.Tests.ps1: Mixed.fails: Failed",
                "Mixed.Tests.ps1: Mixed.is left out: Skipped",
                "Mixed.Tests.ps1: Mixed.is skipped: Skipped",
                "Mixed.Tests.ps1: Mixed.is undecided: Inconclusive",
                "Mixed.Tests.ps1: Mixed.passes: Passed",
            ],
            tests.Select(test => $"{test.Name}: {test.Outcome}").Order(StringComparer.Ordinal));
        Assert.All(tests, test => Assert.Equal(test.Outcome is "Passed", Record.Exception(test.Verify) is null));
        Assert.Contains("no luck", tests.Single(test => test.Name.Contains("Bad start,", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
        Assert.Equal(["is skipped, because of the weather", "is marked with -Skip"], tests.Select(test => Row(test).Skip).OfType<string>());
    }

    [Fact]
    public async Task A_folder_without_tests_is_red()
    {
        using var folder = new TemporaryFolder();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => PesterRun.Of(folder.Path));

        Assert.Contains("There is no Pester file", exception.Message, StringComparison.Ordinal);
    }

    private static TheoryDataRow<PesterTest> Row(PesterTest test) => new(test)
    {
        TestDisplayName = test.Name,
        Label = "", // the name says it all
        Skip = test.IsSkipped ? test.Message : null,
    };
}
