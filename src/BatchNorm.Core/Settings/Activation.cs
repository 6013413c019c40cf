namespace BatchNorm.Settings;

/// <summary>
/// The non-linearity of every hidden layer. The definitions are PyTorch's, with its default constants, so that a result
/// can be checked there.
/// </summary>
public enum Activation
{
    /// <summary>max(0, x)</summary>
    ReLU,

    /// <summary>1 / (1 + exp(-x))</summary>
    Sigmoid,

    /// <summary>tanh(x)</summary>
    Tanh,

    /// <summary>x where x > 0, else 0.01 x</summary>
    LeakyReLU,

    /// <summary>x where x > 0, else exp(x) - 1 (Clevert, Unterthiner, Hochreiter 2015, alpha = 1)</summary>
    ELU,

    /// <summary>x Phi(x), with the exact normal distribution function Phi (Hendrycks, Gimpel 2016)</summary>
    GELU,

    /// <summary>x / (1 + exp(-x)), also called swish</summary>
    SiLU,

    /// <summary>log(1 + exp(x))</summary>
    Softplus,
}
