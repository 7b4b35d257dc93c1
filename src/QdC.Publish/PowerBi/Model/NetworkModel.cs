using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi;

/// <summary>
/// The semantic model of all areas together: what may be seen outside an area, figure by figure as it was published, and nothing else. A
/// figure is shown or it is not; nothing here adds figures up, so nothing hidden can be got back by taking them apart.
/// </summary>
/// <remarks>It is the only model with a role: whoever reads the workspace and is not in it sees nothing.</remarks>
internal static class NetworkModel
{
    /// <summary>Its name, in the repository and in the workspace.</summary>
    public const string Name = "QdC.Network";

    /// <summary>The views it may read: what is published, and whose it is.</summary>
    public static readonly IReadOnlyList<string> Views = ["published", "area"];

    /// <summary>The role of its readers.</summary>
    public const string Role = "Lectors de la xarxa";

    private const string Figures = "Xifres publicades";
    private const string Areas = "Àrees";

    /// <summary>Makes it.</summary>
    public static SemanticModel Of(MetricsFile file)
    {
        var views = WarehouseView.All.ToDictionary(v => v.Name);
        ModelColumn[] key = [AreaModel.Column(views["area"], AreaModel.AreaCode) with { IsKey = true, Ignored = ["RELATIONSHIP_COLUMNS_SHOULD_BE_OF_INTEGER_DATA_TYPE"] }];
        var name = Seen(views["area"], "area_name", new("Àrea", "Área", "Area"), new("Àrea bàsica de serveis socials.", "Área básica de servicios sociales.", "Area of basic social services."));
        return new SemanticModel(
            Name,
            [.. AreaModel.Parameters.Where(p => p.Name != "AreaCode")],
            [
                new ModelTable(new(Areas, "Áreas", "Areas"), new("Àrees que publiquen xifres.", "Áreas que publican cifras.", "Areas that publish figures."), "area", [.. key, name]),
                Published(views["published"], file),
            ],
            [new ModelRelationship(Figures, AreaModel.AreaCode, Areas, AreaModel.AreaCode, true)])
        {
            Roles = [new ModelRole(Role, [(Areas, $"NOT ISBLANK ( {DaxSyntax.Column(Areas, AreaModel.AreaCode)} )")])],
            Ignored = ["MODEL_SHOULD_HAVE_A_DATE_TABLE"], // a period is a member like any other here; nothing is moved in time
        };
    }

    private static ModelTable Published(WarehouseView view, MetricsFile file)
    {
        string Of(string column) => DaxSyntax.Column(Figures, column);
        var metric = Of("metric");
        string One(string value) => $"IF ( COUNTROWS ( {DaxSyntax.Table(Figures)} ) = 1, {value} )";
        var folder = new Words("Xifra", "Cifra", "Figure");
        ModelMeasure Shown(Words names, Words says, string column, string format) => new(names.Ca, One($"MAX ( {Of(column)} )"), format) { Names = names, Description = says, Folder = folder };
        ModelColumn Hidden(string column) => AreaModel.Column(view, column);
        return new ModelTable(
            new(Figures, "Cifras publicadas", "Published figures"),
            new("Xifres tal com cada àrea les ha publicades; les que podrien assenyalar algú hi són ocultes.", "Cifras tal como cada área las ha publicado; las que podrían señalar a alguien están ocultas.", "Figures as each area has published them; those that might point at somebody are hidden."),
            view.Name,
            [
                Hidden(AreaModel.AreaCode) with { Ignored = ["RELATIONSHIP_COLUMNS_SHOULD_BE_OF_INTEGER_DATA_TYPE"] },
                Hidden("metric"),
                new ModelColumn(HelperTables.Figure, "string", null)
                {
                    Names = new(HelperTables.Figure, "Indicador", "Figure"),
                    Description = new("Indicador.", "Indicador.", "Figure."),
                    Expression = HelperTables.NameOf(metric, file.Published.Select(p => p.Metric).Distinct().Select(m => file.Metrics[m])),
                },
                Seen(view, "period_kind", new("Tipus de període", "Tipo de periodo", "Kind of period"), new("Mes, trimestre o any (month, quarter, year).", "Mes, trimestre o año (month, quarter, year).", "Month, quarter or year.")),
                Seen(view, "period_start", new("Des de", "Desde", "From"), new("Primer dia del període.", "Primer día del periodo.", "First day of the period.")),
                Seen(view, "period_end", new("Fins a", "Hasta", "To"), new("Darrer dia del període.", "Último día del periodo.", "Last day of the period.")),
                Seen(view, "breakdown", new("Desglossament", "Desglose", "Breakdown"), new("Per què es desglossa; total, si per res.", "Por qué se desglosa; total, si por nada.", "What it is broken down by; total for nothing.")),
                Seen(view, "label_ca", new("Membre", "Miembro", "Member"), new("Membre del desglossament.", "Miembro del desglose.", "Member of the breakdown.")),
                Seen(view, "status", new("Estat", "Estado", "Status"), new("Si la xifra és definitiva, provisional, oculta o no disponible.", "Si la cifra es definitiva, provisional, oculta o no disponible.", "Whether the figure is final, provisional, hidden or not available.")),
                Hidden("numerator"),
                Hidden("denominator"),
                Hidden("value"),
                Seen(view, "data_as_of", new(DaxNames.Reach, "Datos hasta el", "Data to"), new("Darrer dia que abasten les dades.", "Último día que abarcan los datos.", "Last day that the data reach.")),
            ])
        {
            Measures =
            [
                Shown(new("Valor publicat", "Valor publicado", "Published value"), new("La xifra, quan se n'ha triat exactament una.", "La cifra, cuando se ha elegido exactamente una.", "The figure, where exactly one is chosen."), "value", "#,0.00"),
                Shown(new("Numerador publicat", "Numerador publicado", "Published numerator"), new("El numerador de la xifra triada.", "El numerador de la cifra elegida.", "The numerator of the figure chosen."), "numerator", "#,0.00"),
                Shown(new("Denominador publicat", "Denominador publicado", "Published denominator"), new("El denominador de la xifra triada.", "El denominador de la cifra elegida.", "The denominator of the figure chosen."), "denominator", "#,0.00"),
            ],
        };
    }

    private static ModelColumn Seen(WarehouseView view, string column, Words names, Words says) => AreaModel.Column(view, column) with { Name = names.Ca, Names = names, Description = says };
}
