using System.Reflection;
using CommandHelp.Commands;
using CommandHelp.Pages;
using CommandHelp.Writing;

[assembly: AssemblyFixture(typeof(CommandHelp.ModuleHelp))]

namespace CommandHelp;

/// <summary>The cmdlets of the module and the pages of docs/help, as the build sees them; once for all tests, which change nothing in them.</summary>
public sealed class ModuleHelp
{
    private static readonly string Root = typeof(ModuleHelp).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    public ModuleHelp()
    {
        Commands = ModuleCommands.Of(Path.Combine(Root, "BatchNorm.psd1"));
        Pages = [.. Page.In(Path.Combine(Root, "docs", "help")).Select(page => Page.Of(page.Name, SettingsList.Complete(page.Text, Commands)))];
    }

    internal IReadOnlyList<Command> Commands { get; }

    internal IReadOnlyList<Page> Pages { get; }

    internal Command Command(string name) => Commands.Single(command => command.Name == name);

    internal Parameter Parameter(string command, string name) => Command(command).Parameters.Single(parameter => parameter.Name == name);

    internal Page PageOf(string name) => Pages.Single(page => page.Name == name);
}
