using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>
/// The page on data quality: how many figures have data, to which day each of them reaches, and what is missing for the others. Rejected rows
/// are not in the shared warehouse; they are in the workbook that goes back to the council.
/// </summary>
internal sealed class QualityVisuals(DashboardPage page)
{
    /// <summary>The visuals.</summary>
    public IEnumerable<Visual> All()
    {
        ModelField Column(string name) => ModelField.Column(DaxNames.Supply, name);
        yield return new Visual($"{page.Name}-numbers", "cardVisual", new Place(12, 56, 1256, 76), 160, "Quants indicadors tenen dades, quants no, i fins a quin dia arriben les més antigues.")
        {
            Roles = [("Data", [.. ReportTexts.Quality().Select(m => new ModelField(DaxNames.Supply, m.Name, true))])],
        };
        var reach = Column(DaxNames.Reach);
        var reason = Column(HelperTables.Reason);
        yield return new Visual($"{page.Name}-reach", "tableEx", new Place(12, 140, 624, 544), 300, "Taula: fins a quin dia arriben les dades de cada indicador.")
        {
            Roles = [("Values", [Column(HelperTables.Figure), reach, Column(DaxNames.Covered), Column(DaxNames.Available)])],
            Sort = (reach, false),
            Filters = [Pbir.Filter($"{page.Name}-reach-filter", reach, "Advanced", Pbir.NotBlank(reach))],
        };
        yield return new Visual($"{page.Name}-missing", "tableEx", new Place(644, 140, 624, 544), 300, "Taula: indicadors sense dades i què falta perquè es puguin calcular.")
        {
            Roles = [("Values", [Column(HelperTables.Figure), reason])],
            Sort = (Column(HelperTables.Figure), false),
            Filters = [Pbir.Filter($"{page.Name}-missing-filter", reason, "Advanced", Pbir.NotBlank(reason))],
        };
    }
}
