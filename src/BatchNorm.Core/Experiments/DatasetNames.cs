namespace BatchNorm.Experiments;

/// <summary>
/// What datasets are called where several stand side by side: by their name, and by the first digits of their hash as well where others go by
/// that name too. Data is what its bytes are; its name is for people.
/// </summary>
internal sealed class DatasetNames
{
    private const int ShownDigits = 8;

    private readonly Dictionary<string, string> _names = [];

    /// <param name="datasets">The name and the hash of each; that of data that was not hashed is empty.</param>
    public DatasetNames(IEnumerable<(string Name, string Hash)> datasets)
    {
        (string Name, string Hash)[] distinct = [.. datasets.DistinctBy(dataset => Identity(dataset.Name, dataset.Hash))];
        foreach ((string name, string hash) in distinct)
        {
            bool isUnique = distinct.Count(other => other.Name == name) == 1;
            _names.Add(Identity(name, hash), isUnique ? name : $"{name} ({Digits(hash)})");
        }
    }

    /// <summary>The names, in the order in which the datasets came.</summary>
    public IReadOnlyList<string> All => [.. _names.Values];

    /// <summary>
    /// The same for the same data: its hash. Of data that was not hashed nothing is known but the name, which makes it the data of others that
    /// were not hashed either, and no other.
    /// </summary>
    public static string Identity(string name, string hash) => hash.Length > 0 ? $"sha256 {hash}" : $"name {name}";

    /// <summary>What one of the datasets is called.</summary>
    public string Of(string name, string hash) => _names[Identity(name, hash)];

    private static string Digits(string hash) => hash.Length switch
    {
        0 => "not hashed",
        > ShownDigits => hash[..ShownDigits],
        _ => hash,
    };
}
