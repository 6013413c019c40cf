namespace BatchNorm.Data;

/// <summary>Which data to train and test on.</summary>
public enum DatasetKind
{
    /// <summary>MNIST if it is there or can be fetched, else the synthetic digits.</summary>
    Auto,

    /// <summary>MNIST, or another set in its file format from a folder that the user names.</summary>
    Mnist,

    /// <summary>Digits drawn by the module itself: no file and no network.</summary>
    Synthetic,
}
