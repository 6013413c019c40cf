namespace ModulePackage;

/// <summary>What others wrote, and on which terms it is here.</summary>
/// <param name="Name">What it is called, with its version where that is known.</param>
/// <param name="Files">The files that are theirs, as paths in the module's folder; empty for what is inside of others.</param>
/// <param name="Inside">The files that it is inside of.</param>
/// <param name="License">An SPDX expression, or the license's name.</param>
/// <param name="Address">Where it comes from, or where its license is.</param>
/// <param name="Copyright">Whose it is, where they say so in a line.</param>
/// <param name="Texts">The license and what else has to go with it, in full; empty where the address has it.</param>
internal sealed record Notice(
    string Name,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Inside,
    string License,
    string Address,
    string? Copyright,
    IReadOnlyList<string> Texts);
