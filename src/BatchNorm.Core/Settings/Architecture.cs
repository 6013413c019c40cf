namespace BatchNorm.Settings;

/// <summary>How the layers of a network are connected.</summary>
public enum Architecture
{
    /// <summary>Every unit of a layer takes every unit of the layer below: the lesson's networks.</summary>
    FullyConnected,

    /// <summary>Convolutions and pooling, then fully connected layers: after LeNet-5 (LeCun et al. 1998).</summary>
    Convolutional,

    /// <summary>A layer that reads an image step by step and remembers: an LSTM, after Cooijmans et al. 2016.</summary>
    Recurrent,
}
