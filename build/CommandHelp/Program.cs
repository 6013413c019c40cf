using System.Text;
using System.Xml.Linq;
using BatchNorm.Build;
using CommandHelp.Commands;
using CommandHelp.Pages;
using CommandHelp.Writing;

if (args is not [string manifest, string source, string helpFile, string pagesFolder, .. var rest] || rest.Length > 1)
{
    Console.Error.WriteLine("Usage: CommandHelp <manifest> <folder of pages> <help file to write> <folder of whole pages to write> [<address of the project>]");
    return 2;
}

try
{
    Make(manifest, source, helpFile, pagesFolder, rest is [string project] ? new Uri($"{project.TrimEnd('/')}/docs/cmdlets/") : null);
    return 0;
}
catch (InvalidDataException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static void Make(string manifest, string source, string helpFile, string pagesFolder, Uri? onlineFolder)
{
    IReadOnlyList<Command> commands = ModuleCommands.Of(Path.GetFullPath(manifest));
    IReadOnlyList<Page> pages = [.. Page.In(source).Select(page => Page.Of(page.Name, SettingsList.Complete(page.Text, commands)))];
    string helpFolder = Path.GetDirectoryName(helpFile)!;
    Directory.CreateDirectory(helpFolder);
    Directory.CreateDirectory(pagesFolder);

    foreach (Page page in pages)
    {
        Command? command = commands.FirstOrDefault(command => command.Name == page.Name);
        Write(Path.Combine(pagesFolder, $"{page.Name}.md"), command is null ? page.Text : CommandMarkdown.Of(page, command));
        if (page.IsTopic)
            Write(Path.Combine(helpFolder, $"{page.Name}.help.txt"), TopicText.Of(page));
    }

    // Last, because the build takes everything for made where this file is.
    XDocument maml = MamlFile.Of(commands, pages, onlineFolder);
    Write(helpFile, $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{maml}\n");
}

static void Write(string path, string text) => WholeFile.Write(path, Encoding.UTF8.GetBytes(text));
