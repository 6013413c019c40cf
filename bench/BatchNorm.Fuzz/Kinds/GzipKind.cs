using System.IO.Compression;
using BatchNorm.Data;
using BatchNorm.Fuzz.Mutation;

namespace BatchNorm.Fuzz.Kinds;

/// <summary>
/// IDX files in gzip, of one member or several: changed after they were packed, or before, so that check sums hold and what lies
/// behind them is reached.
/// </summary>
internal sealed class GzipKind : FuzzKind
{
    public override string Name => "gzip";

    public override int Share => 25;

    public override long FixedBytes => 256 << 10;

    /// <summary>Deflate's best, 1032 bytes out of one, four times over: memory grows with what unpacks.</summary>
    public override int BytesPerByte => 4 * 1032;

    public override byte[] Make(Random random)
    {
        byte[] original = IdxOriginals.All[random.Next(IdxOriginals.All.Count)].Bytes;
        if (random.Next(2) == 0)
            return Pack(random, ByteMutator.Mutate(random, original, IdxOriginals.Head));
        byte[] packed = Pack(random, original);
        return ByteMutator.Mutate(random, packed, random.Next(2) == 0 ? 18 : packed.Length);
    }

    public override int Read(IReadOnlyList<byte[]> files) => files.Count(file =>
        IdxOriginals.Read(file, "file.gz", IdxContent.Images) + IdxOriginals.Read(file, "file.gz", IdxContent.Labels) == 2);

    private static byte[] Pack(Random random, byte[] bytes)
    {
        using var packed = new MemoryStream();
        int members = random.Next(4) == 0 ? random.Next(2, 5) : 1;
        for (int member = 0; member < members; member++)
        {
            using var gzip = new GZipStream(packed, (CompressionLevel)random.Next(4), leaveOpen: true);
            gzip.Write(bytes.AsSpan(bytes.Length * member / members, (bytes.Length * (member + 1) / members) - (bytes.Length * member / members)));
        }

        if (random.Next(8) == 0)
            packed.Write(new byte[random.Next(1, 40)]);
        return packed.ToArray();
    }
}
