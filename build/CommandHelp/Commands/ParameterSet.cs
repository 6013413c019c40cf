namespace CommandHelp.Commands;

/// <summary>Parameters that go together.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Parameters">In the order in which syntax shows them: positional ones, then mandatory ones, then the others as they are declared.</param>
internal sealed record ParameterSet(string Name, IReadOnlyList<Parameter> Parameters);
