using System.Buffers.Binary;
using BatchNorm.Storage;
using CsCheck;

namespace BatchNorm.Core.Tests.Storage;

/// <summary>Whatever is done to a file, loading it gives a network or a StorageException, and costs little.</summary>
public sealed class NetworkFileFuzzTests : IDisposable
{
    /// <summary>Far more than loading the small file takes, far less than any claim it could make about its tensors.</summary>
    private const long Affordable = 1 << 20;

    private const int Runs = 1000;

    /// <summary>What JSON and numbers are made of: likelier to get past the parser than any byte.</summary>
    private static readonly Gen<byte> Json = Gen.Char["{}[]\",:\\u0123456789-.eE tfn"].Select(character => (byte)character);

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _file;

    public NetworkFileFuzzTests()
    {
        string path = _folder.UniquePath();
        NetworkFile.Save(path, SavedNetworks.Small);
        _file = File.ReadAllBytes(path);
        LoadOrRefuse(_file); // what only the first load allocates is not the file's doing
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Changed_bytes_are_refused_or_harmless() =>
        Gen.Select(Position, Gen.OneOf(Gen.Byte, Json)).Array[1, 6].Sample(
            changes =>
            {
                byte[] file = [.. _file];
                foreach ((int position, byte value) in changes)
                    file[position] = value;
                LoadOrRefuse(file);
            },
            iter: Runs);

    [Fact]
    public void Bytes_moved_in_and_out_of_the_header_are_refused_or_harmless() =>
        Gen.Select(Position, Gen.Int[0, 12], Json.Array[0, 12]).Array[1, 3].Sample(
            splices =>
            {
                byte[] file = [.. _file];
                foreach ((int position, int removed, byte[] added) in splices)
                {
                    int start = Math.Min(Math.Max(position, 8), file.Length);
                    file = [.. file[..start], .. added, .. file[Math.Min(start + removed, file.Length)..]];
                }

                // The announced length follows, or every header would be refused before it is parsed.
                long headerLength = BinaryPrimitives.ReadInt64LittleEndian(_file) + file.Length - _file.Length;
                BinaryPrimitives.WriteInt64LittleEndian(file, headerLength);
                LoadOrRefuse(file);
            },
            iter: Runs);

    [Fact]
    public void Any_bytes_at_all_are_refused() => Gen.Byte.Array[0, 200].Sample(
        file => Assert.Throws<StorageException>(() => NetworkFile.Load(_folder.Write(file))), iter: 500);

    /// <summary>Three of four in the length and the header, where there is something to break.</summary>
    private Gen<int> Position
    {
        get
        {
            int header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(_file);
            return Gen.Frequency((3, Gen.Int[0, header - 1]), (1, Gen.Int[0, _file.Length - 1]));
        }
    }

    private void LoadOrRefuse(byte[] file)
    {
        string path = _folder.Write(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            NetworkFile.Load(path);
        }
        catch (StorageException)
        {
        }

        File.Delete(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Affordable);
    }
}
