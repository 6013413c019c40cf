namespace BatchNorm.Sweeps;

/// <summary>Images are not those that a sweep was made for.</summary>
public sealed class OtherDataException : Exception
{
    /// <summary>Tells both by their digests.</summary>
    /// <param name="wanted">The sweep's data.</param>
    /// <param name="name">What the other is called.</param>
    /// <param name="sha256">Its digest.</param>
    public OtherDataException(SweepData wanted, string name, string sha256)
        : base($"The sweep was made for the data '{Of(wanted).Name}' with the SHA-256 {wanted.Sha256}, and '{name}' here has {sha256}: these are other images, and results would not belong together.")
    {
    }

    private static SweepData Of(SweepData wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return wanted;
    }
}
