namespace BatchNorm.Reporting;

public class MachineTests
{
    [Fact]
    public void It_tells_what_numbers_depend_on()
    {
        var machine = Machine.Here();

        Assert.Equal(Environment.ProcessorCount, machine.ProcessorCount);
        Assert.NotEmpty(machine.Processor);
        Assert.NotEmpty(machine.OperatingSystem);
        Assert.StartsWith(".NET 10", machine.Framework, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", machine.ModuleVersion);
    }

    [Fact]
    public void It_does_not_tell_whose_machine_it_is()
    {
        string told = $"{Machine.Here()} {string.Join(' ', Machine.Here().InstructionSets)}";

        Assert.DoesNotContain(Environment.MachineName, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Environment.CurrentDirectory, told, StringComparison.OrdinalIgnoreCase);
    }
}
