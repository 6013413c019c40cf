namespace BatchNorm.Pester;

/// <summary>What became of one Pester test, or of a file or a block that could not be run.</summary>
/// <param name="Name">The file's name, and the names of the blocks and of the test in it.</param>
/// <param name="Outcome">Pester's word for it.</param>
/// <param name="Message">What failed and where, or why it was skipped.</param>
/// <param name="Output">What the test wrote.</param>
public sealed record PesterTest(string Name, string Outcome, string Message, string Output)
{
    public bool IsSkipped => Outcome == "Skipped";

    /// <summary>Fails where Pester's test did.</summary>
    public void Verify()
    {
        if (Outcome != "Passed")
            Assert.Fail($"{Outcome}: {Name}\n{Message}\n{Output}");
    }
}
