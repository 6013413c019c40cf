using System.Xml.Linq;
using BatchNorm.Plotting;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>A plot drawn into the page. What its heading would say, the page says around it.</summary>
internal static class PlotFigure
{
    /// <summary>A figure.</summary>
    /// <param name="plot">What it shows.</param>
    /// <param name="id">Its id, with which the ids of everything in it begin.</param>
    /// <param name="name">What it is called for those who cannot see it.</param>
    /// <param name="caption">What stands under it.</param>
    /// <param name="cancellation">Checked between the panels.</param>
    /// <param name="description">What it shows, for those who cannot see it; null for what the plot says itself.</param>
    /// <exception cref="PlotException">The runs cannot be drawn together.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static XElement Of(TrainingPlot plot, string id, string name, string caption, CancellationToken cancellation, string? description = null) => new(
        "figure",
        new XAttribute("id", id),
        Table.Frame(new XAttribute("aria-label", name), AccessibleSvg.Inline(plot with { Title = "", Subtitle = "" }, name, id, description, cancellation)),
        new XElement("figcaption", caption));
}
