using System.Xml.Linq;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>Where the report comes from: the versions and the machine, as far as numbers depend on them.</summary>
internal static class OriginSection
{
    public static XElement Of(BatchNormReport report)
    {
        Machine machine = report.Machine;
        string engines = string.Join(" and ", report.Groups.Select(group => $"{group.Settings.Engine}").Distinct());
        return Section.Of(
            "origin", "Versions and machine",
            new XElement("p", "Those that this page was made with. Comparisons that were read back from a file may have been trained elsewhere."),
            Definitions.Of(
            [
                ("BatchNorm", machine.ModuleVersion),
                ("Engine", engines),
                (".NET", machine.Framework),
                ("Operating system", machine.OperatingSystem),
                ("Processor", $"{machine.Processor}, {Words.Many(machine.ProcessorCount, "processor")} for the process, {machine.Architecture}"),
                ("Instruction sets", machine.InstructionSets.Count == 0 ? "none beyond the base" : string.Join(", ", machine.InstructionSets)),
            ]),
            new XElement("p", "The same seed, data, engine and instruction sets give the same numbers to the last bit. The command beside each "
                + "experiment runs it again."));
    }
}
