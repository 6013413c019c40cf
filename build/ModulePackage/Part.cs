using System.Text.RegularExpressions;

namespace ModulePackage;

/// <summary>What is inside of libraries though their packages do not say so, or say it without the terms.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Libraries">The names of the libraries that it is inside of.</param>
/// <param name="License">An SPDX expression, or the license's name.</param>
/// <param name="Address">Where its license is.</param>
/// <param name="HasText">Whether its license is to stand there in full, as <see cref="LicenseText"/> has it.</param>
internal sealed record Part(string Name, Regex Libraries, string License, string Address, bool HasText = false)
{
    private static readonly IReadOnlyList<Part> All =
    [
        new("Open Sans 1.10, (c) Google Corporation, reduced to the letters that plots want", new("^BatchNorm[.]Core[.]dll$"), "Apache-2.0",
            "https://www.apache.org/licenses/LICENSE-2.0", HasText: true),
        new("PyTorch's third-party components", new("^(lib)?torch_cpu[.]"), "several, named there",
            "https://github.com/pytorch/pytorch/tree/v2.10.0/third_party"),
        new("Intel oneAPI Math Kernel Library", new("^(libtorch_cpu[.]so|torch_cpu[.]dll)$"), "Intel Simplified Software License",
            "https://www.intel.com/content/www/us/en/developer/articles/license/onemkl-license-faq.html"),
        new("Intel OpenMP runtime", new("^libiomp5md[.]dll$"), "Intel Simplified Software License",
            "https://www.intel.com/content/www/us/en/developer/articles/license/onemkl-license-faq.html"),
        new("GNU OpenMP runtime (libgomp)", new("^libgomp-"), "GPL-3.0-or-later WITH GCC-exception-3.1",
            "https://www.gnu.org/licenses/gcc-exception-3.1.html"),
        new("LLVM OpenMP runtime", new("^libomp[.]dylib$"), "Apache-2.0 WITH LLVM-exception", "https://llvm.org/LICENSE.txt"),
    ];

    /// <summary>A notice for every part of the libraries.</summary>
    /// <param name="libraries">Paths in the module's folder.</param>
    public static IEnumerable<Notice> Notices(IEnumerable<string> libraries) =>
        from part in All
        let inside = libraries.Where(library => part.Libraries.IsMatch(Path.GetFileName(library))).ToArray()
        where inside.Length > 0
        select new Notice(part.Name, [], inside, part.License, part.Address, null, part.HasText ? [LicenseText.Of(part.License)] : []);
}
