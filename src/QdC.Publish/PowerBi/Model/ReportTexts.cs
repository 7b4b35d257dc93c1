using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>Measures that give texts of the report in the language of its reader: what a page answers, which month is shown, how far the data reach.</summary>
internal static class ReportTexts
{
    /// <summary>The footer: whose data, to which day, which version.</summary>
    public const string Footer = "Peu de pàgina";

    /// <summary>The month that is shown.</summary>
    public const string Shown = "Mes mostrat";

    public static IReadOnlyList<ModelMeasure> Of(DashboardsFile dashboards, DaxNames names)
    {
        var reach = $"FORMAT ( MIN ( {DaxSyntax.Column(DaxNames.Supply, DaxNames.Reach)} ), \"dd/mm/yyyy\" )";
        var area = $"SELECTEDVALUE ( {DaxSyntax.Column(HelperTables.AreaTable, "Nom de l'àrea")} )";
        var version = $"SELECTEDVALUE ( {DaxSyntax.Column(HelperTables.AreaTable, "Versió")} )";
        return
        [
            new ModelMeasure(Footer, $"{area} & {InLanguage("\" · dades fins al \"", "\" · datos hasta el \"", "\" · data to \"")} & {reach} & {InLanguage("\" · versió \"", "\" · versión \"", "\" · version \"")} & {version}", null),
            new ModelMeasure(Shown, $"FORMAT ( MAX ( {DaxSyntax.Column(DaxNames.Dates, DaxNames.Month)} ), \"mmmm yyyy\", USERCULTURE () )", null),
            .. dashboards.Pages.Values.Select(p => new ModelMeasure(PageText(p), Answers(p), null)),
            .. AreaReport.OneMember(dashboards).Select(p => new ModelMeasure(PageText(p.Page), $"SELECTEDVALUE ( {DaxSyntax.Column(names.Table(p.Dimension), names.Table(p.Dimension))} ) & \" · \" & {Answers(p.Page)}", null)),
        ];
    }

    /// <summary>How many figures have data and how far these reach.</summary>
    public static IReadOnlyList<ModelMeasure> Quality()
    {
        var reach = DaxSyntax.Column(DaxNames.Supply, DaxNames.Reach);
        ModelMeasure Of(Words names, Words says, string dax, string format) => new(names.Ca, dax, format) { Names = names, Description = says, Folder = new("Qualitat de les dades", "Calidad de los datos", "Data quality") };
        string Rows(string condition) => $"COALESCE ( CALCULATE ( COUNTROWS ( {DaxSyntax.Table(DaxNames.Supply)} ), KEEPFILTERS ( {condition} ) ), 0 )";
        return
        [
            Of(new("Indicadors amb dades", "Indicadores con datos", "Figures with data"), new("Indicadors que es poden calcular amb les dades lliurades.", "Indicadores que se pueden calcular con los datos entregados.", "Figures that can be computed from the data delivered."), Rows($"NOT ISBLANK ( {reach} )"), "#,0"),
            Of(new("Indicadors sense dades", "Indicadores sin datos", "Figures without data"), new("Indicadors per als quals falta algun lliurament o algun camp.", "Indicadores para los que falta alguna entrega o algún campo.", "Figures that some delivery or field is missing for."), Rows($"ISBLANK ( {reach} )"), "#,0"),
            Of(new("Dades més antigues", "Datos más antiguos", "Oldest data"), new("Dia fins al qual arriben les dades que fa més que no es renoven.", "Día hasta el que llegan los datos que hace más que no se renuevan.", "Day that the data renewed longest ago reach."), $"MIN ( {reach} )", "dd/mm/yyyy"),
        ];
    }

    private static string Answers(DashboardPage page)
    {
        var says = page.Visuals.All(v => v.Kind == VisualKind.List)
            ? new Words(
                "Fins a quin dia arriben les dades de cada indicador i què falta per als altres. Les files rebutjades són al llibre d'incidències de l'àrea.",
                "Hasta qué día llegan los datos de cada indicador y qué falta para los demás. Las filas rechazadas están en el libro de incidencias del área.",
                "Which day the data of each figure reach and what is missing for the others. Rejected rows are in the area's workbook of findings.")
            : new Words(page.Texts["ca"].Description, page.Texts["es"].Description, page.Texts["en"].Description);
        return InLanguage(DaxSyntax.Text(says.Ca), DaxSyntax.Text(says.Es), DaxSyntax.Text(says.En));
    }

    /// <summary>The hidden measure that says what a page answers.</summary>
    public static string PageText(DashboardPage page) => $"Text {page.Texts["ca"].Name}";

    /// <summary>DAX that is one of three expressions, by the reader's language; Catalan for any other.</summary>
    public static string InLanguage(string ca, string es, string en) => $"SWITCH ( LEFT ( USERCULTURE (), 2 ), \"es\", {es}, \"en\", {en}, {ca} )";
}
