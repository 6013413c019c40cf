namespace BatchNorm.Reporting;

/// <summary>
/// How much a page tells: as much as a browser opens at once and a person can look through. Of what is more than that the page says that it is left
/// out, and what of it is there.
/// </summary>
internal static class ReportLimits
{
    /// <summary>Rows of a table that has one a group.</summary>
    public const int Rows = 1000;

    /// <summary>Groups with a part of their own, their plots and their command.</summary>
    public const int Details = 100;

    /// <summary>Rows of a table that has one a seed.</summary>
    public const int Seeds = 200;

    /// <summary>Rows of a table that has one a sample.</summary>
    public const int Samples = 31;

    /// <summary>Letters of a list of seeds; of a longer one its ends.</summary>
    public const int SeedText = 60;
}
