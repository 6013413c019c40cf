namespace BatchNorm.Storage.PyTorch;

/// <summary>What a module of PyTorch's is, as far as its tensors tell.</summary>
internal enum ModuleKind
{
    /// <summary>None that a network here can have.</summary>
    Unknown,

    /// <summary>Linear: weight [units, inputs] and perhaps bias [units].</summary>
    Linear,

    /// <summary>Conv2d: weight [maps, maps below, height, width] and perhaps bias [maps].</summary>
    Convolution,

    /// <summary>BatchNorm1d or BatchNorm2d: running_mean and running_var [units], and weight and bias where it learns them.</summary>
    BatchNorm,

    /// <summary>LSTM, GRU or RNN: weight_ih_l0 and the like.</summary>
    Recurrent,
}
