namespace CommandHelp.Commands;

/// <summary>A parameter as a parameter set has it.</summary>
internal sealed record Parameter
{
    public required string Name { get; init; }

    public required Type Type { get; init; }

    /// <summary>What it is: its HelpMessage, empty where it has none.</summary>
    public required string Help { get; init; }

    /// <summary>What is taken where it is not given; empty where that is nothing.</summary>
    public required string Default { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required IReadOnlyList<AcceptedValue> Values { get; init; }

    public required bool IsMandatory { get; init; }

    /// <summary>Counted from 0; null for a parameter that is always named.</summary>
    public required int? Position { get; init; }

    public required bool TakesValueFromPipeline { get; init; }

    public required bool TakesPropertyFromPipeline { get; init; }

    public required bool TakesWildcards { get; init; }

    /// <summary>Whether completion and syntax leave it out: it is there for what the pipeline brings.</summary>
    public required bool IsHidden { get; init; }

    public bool IsSwitch => Type.Name == "SwitchParameter";

    /// <summary>The type's name as help shows it: "Double[]", and "Int32" also where there may be none.</summary>
    public string TypeName => (Nullable.GetUnderlyingType(Type) ?? Type).Name;

    /// <summary>What of the pipeline it takes, in PowerShell's words.</summary>
    public string PipelineInput
    {
        get
        {
            string[] ways = [.. from way in new[] { (TakesValueFromPipeline, "ByValue"), (TakesPropertyFromPipeline, "ByPropertyName") } where way.Item1 select way.Item2];
            return ways.Length == 0 ? "False" : $"True ({string.Join(", ", ways)})";
        }
    }
}
