using QdC.Metrics;

namespace QdC.Publish.PowerBi;

/// <summary>Measures that give texts of the report in the language of its reader: what a page answers, which month is shown, how far the data reach.</summary>
internal static class ReportTexts
{
    /// <summary>The footer: whose data, to which day, which version.</summary>
    public const string Footer = "Peu de pàgina";

    /// <summary>The month that is shown.</summary>
    public const string Shown = "Mes mostrat";

    private static readonly Words Folder = new("Textos de l'informe", "Textos del informe", "Texts of the report");

    public static IReadOnlyList<ModelMeasure> Of(DashboardsFile dashboards)
    {
        var reach = $"FORMAT ( MIN ( {DaxSyntax.Column(DaxNames.Supply, DaxNames.Reach)} ), \"dd/mm/yyyy\" )";
        var area = $"SELECTEDVALUE ( {DaxSyntax.Column(HelperTables.AreaTable, "Nom de l'àrea")} )";
        var version = $"SELECTEDVALUE ( {DaxSyntax.Column(HelperTables.AreaTable, "Versió")} )";
        return
        [
            new ModelMeasure(
                Footer,
                $"{area} & {InLanguage("\" · dades fins al \"", "\" · datos hasta el \"", "\" · data to \"")} & {reach} & {InLanguage("\" · versió \"", "\" · versión \"", "\" · version \"")} & {version}",
                null)
            {
                Names = new(Footer, "Pie de página", "Footer"),
                Description = new("De qui són les dades, fins a quin dia arriben les més antigues i quina versió es mostra.", "De quién son los datos, hasta qué día llegan los más antiguos y qué versión se muestra.", "Whose data these are, which day the oldest reach and which version is shown."),
                Folder = Folder,
            },
            new ModelMeasure(Shown, $"FORMAT ( MAX ( {DaxSyntax.Column(DaxNames.Dates, DaxNames.Month)} ), \"mmmm yyyy\", USERCULTURE () )", null)
            {
                Names = new(Shown, "Mes mostrado", "Month on show"),
                Description = new("El mes que es mostra.", "El mes que se muestra.", "The month that is shown."),
                Folder = Folder,
            },
            .. dashboards.Pages.Values.Select(p => new ModelMeasure(PageText(p), InLanguage(DaxSyntax.Text(p.Texts["ca"].Description), DaxSyntax.Text(p.Texts["es"].Description), DaxSyntax.Text(p.Texts["en"].Description)), null)),
        ];
    }

    /// <summary>The hidden measure that says what a page answers.</summary>
    public static string PageText(DashboardPage page) => $"Text {page.Texts["ca"].Name}";

    /// <summary>DAX that is one of three expressions, by the reader's language; Catalan for any other.</summary>
    public static string InLanguage(string ca, string es, string en) => $"SWITCH ( LEFT ( USERCULTURE (), 2 ), \"es\", {es}, \"en\", {en}, {ca} )";
}
