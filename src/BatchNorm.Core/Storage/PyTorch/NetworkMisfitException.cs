namespace BatchNorm.Storage.PyTorch;

/// <summary>The tensors of a file are not those of the network that it was said to be of.</summary>
public sealed class NetworkMisfitException : IOException
{
    private const int MostShown = 100;

    private const int LongestShown = 300;

    /// <summary>A line for each, and readable still where a console makes one line of them.</summary>
    private static readonly string Separator = $";{Environment.NewLine}  ";

    /// <summary>Tells what does not fit, tensor by tensor.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network, in words.</param>
    /// <param name="misfits">All that does not fit.</param>
    public NetworkMisfitException(string path, string network, IReadOnlyList<TensorMisfit> misfits)
        : base(Text(path, network, misfits))
    {
        Path = path;
        Misfits = misfits;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>All that does not fit.</summary>
    public IReadOnlyList<TensorMisfit> Misfits { get; }

    private static string Text(string path, string network, IReadOnlyList<TensorMisfit> misfits)
    {
        ArgumentNullException.ThrowIfNull(misfits);
        IEnumerable<string> lines = misfits.Take(MostShown).Select(misfit => Presentable(misfit.ToString()));
        string more = misfits.Count > MostShown ? FormattableString.Invariant($"{Separator}and {misfits.Count - MostShown} more") : "";
        return $"The tensors of '{path}' are not those of the network {Presentable(network)}:{Environment.NewLine}  {string.Join(Separator, lines)}{more}.";
    }

    /// <summary>A name in a file may hold anything: kilobytes, or a terminal's control characters.</summary>
    private static string Presentable(string text)
    {
        string shortened = text.Length <= LongestShown ? text : $"{text.AsSpan(0, LongestShown)}...";
        return string.Concat(shortened.Select(character => char.IsControl(character) ? '?' : character));
    }
}
