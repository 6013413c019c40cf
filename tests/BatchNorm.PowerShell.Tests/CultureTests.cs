using System.Globalization;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>
/// All of these tests run under the machine's culture, or under the one of the test program's option <c>--culture</c>: CI runs them
/// under several. That only means something where the scripts run under it, too.
/// </summary>
public sealed class CultureTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private static CultureInfo Expected
    {
        get
        {
            string[] arguments = Environment.GetCommandLineArgs();
            int option = Array.IndexOf(arguments, "--culture");
            return option < 0 ? CultureInfo.CurrentCulture
                : arguments[option + 1] == "invariant" ? CultureInfo.InvariantCulture
                : CultureInfo.GetCultureInfo(arguments[option + 1]);
        }
    }

    [Fact]
    public void Scripts_and_what_they_run_are_under_the_culture_of_the_tests()
    {
        ScriptResult result = module.Run("[cultureinfo]::CurrentCulture; (0.5).ToString()");

        Assert.Equal([Expected, 0.5.ToString(Expected)], result.Output.Select(output => output.BaseObject));
    }
}
