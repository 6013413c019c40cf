using System.Reflection;

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
        // A machine may be called like its processor or its system: what is told is held against a list, not against its name.
        Assert.Equal(
            ["Architecture", "Framework", "InstructionSets", "ModuleVersion", "OperatingSystem", "Processor", "ProcessorCount"],
            typeof(Machine).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order(StringComparer.Ordinal));
    }
}
