using BatchNorm.Data;
using BatchNorm.Fuzz.Mutation;

namespace BatchNorm.Fuzz.Kinds;

/// <summary>Plain IDX files, each read as images and as labels.</summary>
internal sealed class IdxKind : FuzzKind
{
    public override string Name => "idx";

    public override int Share => 35;

    public override long FixedBytes => 64 << 10;

    public override int BytesPerByte => 4;

    public override byte[] Make(Random random) =>
        ByteMutator.Mutate(random, IdxOriginals.All[random.Next(IdxOriginals.All.Count)].Bytes, IdxOriginals.Head);

    public override int Read(IReadOnlyList<byte[]> files) => files.Count(file =>
        IdxOriginals.Read(file, "file", IdxContent.Images) + IdxOriginals.Read(file, "file", IdxContent.Labels) == 2);
}
