namespace LibstdcxxRetarget;

/// <summary>A symbol of a newer libstdc++ and the one of an older libstdc++ that does the same.</summary>
internal sealed record Substitution(string Symbol, string Version, string OlderSymbol, string OlderVersion)
{
    /// <summary>
    /// What TorchSharp 0.107.0, linked by GCC 15, wants beyond GLIBCXX_3.4.29, the newest version of RHEL 9 (Debian 12 and
    /// Ubuntu 22.04 have GLIBCXX_3.4.30).
    /// </summary>
    public static IReadOnlyList<Substitution> ForTorchSharp { get; } =
    [
        // Since GCC 13, <iostream> refers to this symbol (and calls nothing) so as to be linked with a libstdc++ that constructs
        // the standard streams by itself. Before, every file that included <iostream> called std::ios_base::Init::Init():
        // libtorch's, which is loaded first, still do.
        new("_ZSt21ios_base_library_initv", "GLIBCXX_3.4.32", "_ZNSt8ios_base4InitC1Ev", "GLIBCXX_3.4"),

        // std::condition_variable::wait: GCC 12 took "noexcept" from its declaration and kept the former under its old version.
        new(WaitSymbol, "GLIBCXX_3.4.30", WaitSymbol, "GLIBCXX_3.4.11"),
    ];

    private const string WaitSymbol = "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE";
}
