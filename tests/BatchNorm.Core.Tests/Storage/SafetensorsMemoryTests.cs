using System.Globalization;
using System.Text;
using BatchNorm.Storage;

namespace BatchNorm.Core.Tests.Storage;

/// <summary>Whatever a header of nearly a megabyte holds, reading it takes memory in proportion to its length.</summary>
public sealed class SafetensorsMemoryTests : IDisposable
{
    private const int Length = 800_000;

    /// <summary>As SafetensorsFile promises, and something for buffers and messages.</summary>
    private const long Affordable = (8L * Length) + (256 << 10);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Headers =>
    [
        Repeat(n => $$$""" "{{{n:x}}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}"""),
        Repeat(n => $$$""" "{{{n:x}}}":{"dtype":"F32","shape":[0,1,2,3],"data_offsets":[0,0]}"""),
        "{\"__metadata__\":" + Repeat(n => $"\"{n:x}\":\"\"") + "}",
        $$$"""{"__metadata__":{"format":"{{{new string('x', Length)}}}"}}""",
        $$$"""{"{{{new string('x', Length)}}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""",
        $$$"""{"{{{new string('x', Length)}}}":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        $$$"""{"t":{"dtype":"{{{new string('x', Length)}}}","shape":[0],"data_offsets":[0,0]}}""",
        $$$"""{"t":{"{{{new string('x', Length)}}}":"F32"}}""",
        $$$"""{"t":{"dtype":"F32","shape":[{{{string.Join(',', Enumerable.Repeat(1, Length / 2))}}}],"data_offsets":[0,4]}}""",
        $$$"""{"t":{"dtype":"F32","shape":[0],"data_offsets":[{{{string.Join(',', Enumerable.Repeat(0, Length / 2))}}}]}}""",
        $$$"""{"__metadata__":{"format":"BatchNorm","version":"1","name":"","rows":"1","columns":"3","outputs":"2","architecture":"FullyConnected","activation":"ReLU","hidden_layer":"{{{string.Join(',', Enumerable.Repeat(1, Length / 2))}}}"}}""",
        $$$"""{"__metadata__":{"format":"BatchNorm","version":"{{{new string('1', Length)}}}"}}""",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Headers), DisableDiscoveryEnumeration = true)]
    public void Reading_costs_a_few_times_the_header(string header)
    {
        string path = _folder.Write(SafetensorsBytes.Of(header, []));
        Load(_folder.Write(SafetensorsBytes.Of("{}", []))); // what only the first load allocates is not the header's doing

        long before = GC.GetAllocatedBytesForCurrentThread();
        Load(path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Affordable);
    }

    private static void Load(string path) => Assert.Throws<StorageException>(() => NetworkFile.Load(path));

    private static string Repeat(Func<int, string> entry)
    {
        var header = new StringBuilder("{");
        for (int n = 0; header.Length < Length; n++)
            header.Append(CultureInfo.InvariantCulture, $"{(n == 0 ? "" : ",")}{entry(n)}");
        return header.Append('}').ToString();
    }
}
