using System.Net;
using System.Security.Cryptography;
using BatchNorm.Files;

namespace BatchNorm.Data;

/// <summary>
/// A small set that stands in for MNIST, digests and all, and mirrors that serve it, unless a test makes one of them answer
/// otherwise.
/// </summary>
internal sealed class MadeMnist : HttpMessageHandler
{
    private readonly Dictionary<string, byte[]> _packed = [];
    private readonly Dictionary<string, Func<string, CancellationToken, Task<HttpResponseMessage>>> _answers = [];
    private readonly List<Uri> _requests = [];

    public MadeMnist()
    {
        Files =
        [
            Make(0, IdxBytes.Images(24, 28, 28), 24),
            Make(1, IdxBytes.Images(5, 28, 28), 5),
            Make(2, IdxBytes.Labels(24), 24),
            Make(3, IdxBytes.Labels(5), 5),
        ];
    }

    public IReadOnlyList<CatalogueFile> Files { get; }

    /// <summary>What the catalogue would say of it.</summary>
    public KnownDataset Dataset => DatasetCatalogue.Mnist with { Files = Files };

    public IReadOnlyList<Uri> Requests => _requests;

    public static Uri First => DatasetCatalogue.Mnist.Mirrors[0];

    public static Uri Second => DatasetCatalogue.Mnist.Mirrors[1];

    /// <summary>Time passes only where a mirror is to be silent for too long, however slow the machine is.</summary>
    public SilenceClock Clock { get; } = new();

    public DatasetDownload Download => new(Dataset, this) { Clock = Clock };

    public byte[] Packed(string name) => _packed[name];

    public void Save(TemporaryFolder folder)
    {
        foreach (var (name, packed) in _packed)
            folder.Write(name, packed);
    }

    public void LetAnswer(Uri mirror, Func<string, HttpResponseMessage> answer) =>
        LetAnswer(mirror, (name, _) => Task.FromResult(answer(name)));

    public void LetAnswer(Uri mirror, Func<string, CancellationToken, Task<HttpResponseMessage>> answer) =>
        _answers[mirror.Host] = answer;

    public static HttpResponseMessage Ok(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _requests.Add(request.RequestUri!);
        string name = request.RequestUri!.Segments[^1];
        return _answers.TryGetValue(request.RequestUri.Host, out var answer)
            ? answer(name, cancellationToken)
            : Task.FromResult(Ok(_packed[name]));
    }

    private CatalogueFile Make(int which, byte[] bytes, int count)
    {
        CatalogueFile file = DatasetCatalogue.Mnist.Files[which];
        _packed[file.PackedName] = IdxBytes.Gzip(bytes);
        return file with { Count = count, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
    }
}
