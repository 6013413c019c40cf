namespace LibstdcxxRetarget;

public sealed class RetargetingTests : IDisposable
{
    private static readonly string Original = TorchSharpPackage.Library;

    private readonly string _folder = Directory.CreateTempSubdirectory("retarget-").FullName;

    private string Copy => Path.Combine(_folder, "libLibTorchSharp.so");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_copy_asks_for_no_libstdcxx_newer_than_that_of_RHEL_9()
    {
        ElfFile before = new(File.ReadAllBytes(Original));
        Assert.Contains(before.Needs, need => need.Version == "GLIBCXX_3.4.32");

        LibraryCopy.Write(Original, Copy);

        ElfFile after = new(File.ReadAllBytes(Copy));
        Version newest = after.Needs.Where(need => need.Version.StartsWith("GLIBCXX_", StringComparison.Ordinal))
            .Max(need => Version.Parse(need.Version["GLIBCXX_".Length..]))!;
        Assert.Equal(new Version(3, 4, 29), newest);
    }

    [Theory]
    [InlineData("_ZNSt8ios_base4InitC1Ev", "GLIBCXX_3.4")]
    [InlineData("_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE", "GLIBCXX_3.4.11")]
    public void The_symbols_are_bound_to_what_an_older_libstdcxx_offers(string symbol, string version)
    {
        LibraryCopy.Write(Original, Copy);

        ElfFile after = new(File.ReadAllBytes(Copy));
        ushort index = after.Symbols.Single(candidate => candidate.Name == symbol).VersionIndex;
        VersionNeed need = after.Needs.Single(candidate => candidate.Index == index);
        Assert.Equal((version, "libstdc++.so.6"), (need.Version, need.Library));
        Assert.Equal(HashOf(version), after.Bytes.UInt32At(need.Offset + VersionNeed.HashField));
    }

    [Fact]
    public void Every_other_symbol_and_need_stays_as_it_was()
    {
        ElfFile before = new(File.ReadAllBytes(Original));
        LibraryCopy.Write(Original, Copy);
        ElfFile after = new(File.ReadAllBytes(Copy));

        Assert.Single(before.Symbols.Except(after.Symbols));
        Assert.Equal(2, before.Needs.Except(after.Needs).Count());
    }

    [Fact]
    public void Nothing_but_one_name_and_two_version_entries_is_written()
    {
        LibraryCopy.Write(Original, Copy);

        byte[] before = File.ReadAllBytes(Original);
        byte[] after = File.ReadAllBytes(Copy);
        Assert.Equal(before.Length, after.Length);
        int changed = before.Zip(after).Count(pair => pair.First != pair.Second);
        Assert.InRange(changed, 1, "_ZSt21ios_base_library_initv".Length + 2 * 8);
    }

    [Fact]
    public void The_changed_name_is_in_no_hash_table_because_its_symbol_is_undefined()
    {
        // DT_GNU_HASH lists the symbols from symoffset, its second word, on; those before it are found by no look-up.
        ElfFile file = new(File.ReadAllBytes(Original));
        const ulong GnuHashOffset = 0x298; // readelf -S
        uint firstHashed = file.Bytes.UInt32At(GnuHashOffset + 4);

        int symbol = file.Symbols.ToList().FindIndex(candidate => candidate.Name == "_ZSt21ios_base_library_initv");

        Assert.InRange(symbol, 1, (int)firstHashed - 1);
    }

    [Fact]
    public void The_same_file_gives_the_same_copy_and_a_second_run_replaces_the_first()
    {
        LibraryCopy.Write(Original, Copy);
        byte[] first = File.ReadAllBytes(Copy);
        LibraryCopy.Write(Original, Copy);

        Assert.Equal(first, File.ReadAllBytes(Copy));
        Assert.Equal([Copy], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_of_another_digest_is_copied_unchanged_and_the_message_says_so()
    {
        byte[] other = [.. File.ReadAllBytes(Original), 0];
        string source = Path.Combine(_folder, "other.so");
        File.WriteAllBytes(source, other);

        string message = LibraryCopy.Write(source, Copy);

        Assert.Equal(other, File.ReadAllBytes(Copy));
        Assert.Contains("copied unchanged", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_retargeted_already_is_refused()
    {
        LibraryCopy.Write(Original, Copy);

        ElfFile retargeted = new(File.ReadAllBytes(Copy));

        var error = Assert.Throws<InvalidDataException>(() => Retargeting.Apply(retargeted, Substitution.ForTorchSharp));
        Assert.Contains("GLIBCXX_3.4.32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_longer_name_is_refused_because_it_would_run_into_the_next()
    {
        ElfFile file = new(File.ReadAllBytes(Original));
        const string Symbol = "_ZSt21ios_base_library_initv";
        Substitution longer = new(Symbol, "GLIBCXX_3.4.32", Symbol + "x", "GLIBCXX_3.4");

        Assert.Throws<InvalidDataException>(() => Retargeting.Apply(file, [longer]));
    }

    [Fact]
    public void A_version_that_other_symbols_are_bound_to_as_well_is_refused()
    {
        ElfFile file = new(File.ReadAllBytes(Original));
        Substitution wide = new("_ZNSt8ios_baseD2Ev", "GLIBCXX_3.4", "_ZNSt8ios_baseD2Ev", "GLIBCXX_3.4.9");

        Assert.Throws<InvalidDataException>(() => Retargeting.Apply(file, [wide]));
    }

    /// <summary>The hash of a version's name (System V ABI, "Hash Table"), which the loader compares before the name.</summary>
    private static uint HashOf(string name)
    {
        uint hash = 0;
        foreach (char character in name)
        {
            hash = (hash << 4) + character;
            uint high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
