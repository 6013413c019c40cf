using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>The environment is the whole process's: nothing else runs beside these tests.</summary>
[CollectionDefinition(nameof(EnvironmentFolderTests), DisableParallelization = true)]
public sealed class OfTheEnvironment;

[Collection(nameof(EnvironmentFolderTests))]
public sealed class EnvironmentFolderTests(ModuleFixture module) : IClassFixture<ModuleFixture>, IDisposable
{
    private const string Variable = "BATCHNORM_DATA";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, _before);

    [Theory]
    [InlineData(".")]
    [InlineData("./")]
    [InlineData("../$name")]
    public void A_relative_folder_starts_at_the_sessions_location(string folder)
    {
        PSObject comparison = module.Run($$"""
            $name = [IO.Path]::GetFileName($tiny)
            $null = $ExecutionContext.SessionState.Path.SetLocation($tiny)
            $env:{{Variable}} = "{{folder}}"
            Compare-BatchNorm -HiddenLayer 5 -TrainingBatches 5
            """).Only();

        Assert.Equal(module.Tiny.Name, comparison.Value<string>("Dataset"));
    }

    [Fact]
    public void A_tilde_is_the_users_home_and_an_error_names_the_variable_and_the_folder_it_stands_for()
    {
        ErrorRecord error = module.Run($"$env:{Variable} = '~/no such folder'; Compare-BatchNorm").Error();

        string home = module.Run("$ExecutionContext.SessionState.Provider.GetOne('FileSystem').Home").Only().ToString()!;
        Assert.StartsWith("InvalidDataset", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Variable, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{Path.Combine(home, "no such folder")}'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_folder_is_an_error_that_names_the_variable()
    {
        ErrorRecord error = module.Run($"$env:{Variable} = 'nodrive:/x'; Compare-BatchNorm").Error();

        Assert.StartsWith("InvalidDataset", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"{Variable} is 'nodrive:/x'", error.Exception.Message, StringComparison.Ordinal);
    }
}
