namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>How the gates of a strip come about in one step: from what is normalized of both products, and the bias.</summary>
/// <param name="hidden">Normalizes h W_h.</param>
/// <param name="input">Normalizes x W_x.</param>
/// <param name="bias">One a gate.</param>
internal readonly unsafe struct GateNormalizers(Normalizer hidden, Normalizer input, float* bias)
{
    public Normalizer Hidden { get; } = hidden;

    public Normalizer Input { get; } = input;

    public float* Bias { get; } = bias;

    /// <summary>Where the gradients of what is learned here are added up, one a gate each.</summary>
    /// <param name="bias">Of b.</param>
    /// <param name="hiddenGamma">Of the gamma of h W_h.</param>
    /// <param name="inputGamma">Of the gamma of x W_x.</param>
    internal readonly struct Gradients(float* bias, float* hiddenGamma, float* inputGamma)
    {
        public float* Bias { get; } = bias;

        public float* HiddenGamma { get; } = hiddenGamma;

        public float* InputGamma { get; } = inputGamma;
    }
}
