namespace BatchNorm.Settings;

/// <summary>What of an experiment a setting is of.</summary>
public enum SettingPart
{
    /// <summary>Its name.</summary>
    Name,

    /// <summary>The network before it is trained: how it is connected and what it starts from.</summary>
    Network,

    /// <summary>The batch normalization of the network; a network without has none of these.</summary>
    BatchNorm,

    /// <summary>How the network is trained.</summary>
    Training,

    /// <summary>How the trained network is tested.</summary>
    Test,

    /// <summary>What it is trained and tested on.</summary>
    Data,
}
