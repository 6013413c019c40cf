using System.Buffers.Binary;

namespace BatchNorm.Fuzz.Mutation;

/// <summary>Changes bytes as accidents and enemies do: flips, runs moved in, out and about, cuts, and numbers at the limits of their types.</summary>
internal static class ByteMutator
{
    private static readonly uint[] Limits = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

    /// <summary>A changed copy.</summary>
    /// <param name="random">Decides what is changed, and where.</param>
    /// <param name="file">The file.</param>
    /// <param name="head">Half of the changes are among its first bytes, so many of them: where formats say what follows.</param>
    public static byte[] Mutate(Random random, byte[] file, int head)
    {
        byte[] changed = file;
        for (int change = random.Next(1, 5); change > 0; change--)
            changed = Change(random, changed, head);
        return changed;
    }

    private static byte[] Change(Random random, byte[] file, int head)
    {
        int at = random.Next(0, (random.Next(2) == 0 ? Math.Min(head, file.Length) : file.Length) + 1);
        int length = Math.Min(random.Next(1, 1 + (random.Next(4) == 0 ? 64 : 8)), file.Length - at);
        switch (random.Next(8))
        {
            case 0:
                return file[..at];
            case 1:
                return [.. file[..at], .. file[(at + length)..]];
            case 2:
                return [.. file[..at], .. Bytes(random, random.Next(1, 16)), .. file[at..]];
            case 3:
                return [.. file[..at], .. file[at..(at + length)], .. file[at..]];
            case 4:
                return [.. file[..(at + length)], .. new byte[length], .. file[(at + length)..]];
            case 5 when file.Length - at >= sizeof(uint):
                byte[] limited = [.. file];
                BinaryPrimitives.WriteUInt32BigEndian(limited.AsSpan(at), Limits[random.Next(Limits.Length)]);
                return limited;
            default:
                byte[] flipped = [.. file];
                if (at < file.Length)
                    flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
