namespace BatchNorm.Shell;

public sealed class ScriptCallTests
{
    [Theory]
    [InlineData("& 's.ps1' -Count '4'", "-Count", "4")]
    [InlineData("& 's.ps1' -Count:'4'", "-Count:4")]
    [InlineData("& 's.ps1' -Count: '4'", "-Count:", "4")]
    [InlineData("& 's.ps1' -Fast:$false -Loud:$true", "-Fast:$false", "-Loud:TRUE")]
    [InlineData("& 's.ps1' '-7' '--' '-' ''", "-7", "--", "-", "")]
    [InlineData("& 's.ps1' 'it''s; exit 1' '$(exit 2)' '-x;exit'", "it's; exit 1", "$(exit 2)", "-x;exit")]
    [InlineData("& 's.ps1' -Text:'a''b:c\nd'", "-Text:a'b:c\nd")]
    public void Names_are_parameters_and_all_else_is_text(string call, params string[] words)
    {
        Assert.Equal(call, ScriptCall.Format("s.ps1", words));
    }

    [Fact]
    public void A_path_is_taken_literally()
    {
        Assert.Equal("& 'o''n $x.ps1'", ScriptCall.Format("o'n $x.ps1", []));
    }
}
