namespace BatchNorm.Settings;

/// <summary>Where in a hidden layer batch normalization stands.</summary>
public enum BatchNormPlacement
{
    /// <summary>activation(BN(xW)), without a bias, because beta does its work: the paper's and the lesson's place (section 3.2).</summary>
    BeforeActivation,

    /// <summary>BN(activation(xW + bias)): the bias stays, because it moves what the activation bends.</summary>
    AfterActivation,
}
