using System.Xml.Linq;
using BatchNorm.Build;
using ModuleViews;

if (args is not [string source, string destination])
{
    Console.Error.WriteLine("Usage: ModuleViews <template> <file to write>");
    return 2;
}

using var content = new MemoryStream();
ViewFile.Complete(XDocument.Load(source)).Save(content);
WholeFile.Write(destination, content.ToArray());
return 0;
