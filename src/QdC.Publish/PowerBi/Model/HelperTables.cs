using QdC.Metrics;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi;

/// <summary>The tables beside the star: days, whose data it is, how far data reach, and the ways to move and compare a figure.</summary>
internal sealed class HelperTables(MetricsFile file, DashboardsFile dashboards, IReadOnlyDictionary<string, WarehouseView> views)
{
    /// <summary>The table that says whose data it is.</summary>
    public const string AreaTable = "Àrea";

    /// <summary>The choice of a month, whose default moves on with the data.</summary>
    public const string MonthShown = "Mes a mostrar";

    /// <summary>The last complete month, as that choice calls it.</summary>
    public const string LastMonth = "Darrer mes complet";

    /// <summary>Months between a day's month and the last complete one; negative after it.</summary>
    public const string MonthsBack = "Mesos enrere";

    /// <summary>A metric by the name readers know.</summary>
    public const string Figure = "Indicador";

    /// <summary>Why there are no data of a metric.</summary>
    public const string Reason = "Per què no n'hi ha";

    /// <summary>Tables that relate to no other on purpose.</summary>
    private static readonly string[] Alone = ["ENSURE_TABLES_HAVE_RELATIONSHIPS"];

    /// <summary>The table of days, marked as such.</summary>
    public ModelTable Dates()
    {
        var view = views["date"];
        ModelColumn Of(string source, Words names, Words description) => AreaModel.Column(view, source) with { Name = names.Ca, Names = names, Description = description };
        var day = DaxSyntax.Column(DaxNames.Dates, DaxNames.Day);
        var month = DaxSyntax.Column(DaxNames.Dates, DaxNames.Month);
        ModelColumn[] levels =
        [
            Of("year", new("Any", "Año", "Year"), new("Any natural.", "Año natural.", "Calendar year.")),
            Of("quarter", new("Trimestre", "Trimestre", "Quarter"), new("Trimestre de l'any, d'1 a 4.", "Trimestre del año, de 1 a 4.", "Quarter of the year, 1 to 4.")),
            Of("month_start", new(DaxNames.Month, "Mes", "Month"), new("Mes, pel seu primer dia.", "Mes, por su primer día.", "Month, by its first day.")) with { Format = "mmm yyyy" },
        ];
        var shown = new Words(MonthShown, "Mes que se muestra", "Month shown");
        return new ModelTable(
            new(DaxNames.Dates, "Calendario", "Calendar"),
            new("Dies, mesos i anys que abasten les dades.", "Días, meses y años que abarcan los datos.", "Days, months and years that the data span."),
            view.Name,
            [
                AreaModel.Column(view, AreaModel.AreaCode),
                Of("date", new(DaxNames.Day, "Día", "Day"), new("Dia.", "Día.", "Day.")) with { IsKey = true },
                .. levels,
                new ModelColumn(MonthsBack, "int64", null)
                {
                    Format = "0",
                    Expression = $"""
                        VAR _last = EOMONTH ( MAX ( {DaxSyntax.Column(DaxNames.Supply, DaxNames.Reach)} ) + 1, -1 )
                        RETURN
                            DATEDIFF ( {day}, _last, MONTH )
                        """,
                },
                new ModelColumn(MonthShown, "string", null)
                {
                    Names = shown,
                    Description = new("Mes que es mostra; si no se'n tria cap, el darrer mes complet.", "Mes que se muestra; si no se elige ninguno, el último mes completo.", "Month shown; the last complete one unless another is chosen."),
                    SortBy = DaxNames.Month,
                    Expression = $"IF ( {DaxSyntax.Column(DaxNames.Dates, MonthsBack)} = 0, {DaxSyntax.Text(LastMonth)}, FORMAT ( {month}, \"yyyy-mm\" ) )",
                },
            ])
        {
            IsDates = true,
            Hierarchies = [new ModelHierarchy(new("Període", "Periodo", "Period"), new("De l'any al mes.", "Del año al mes.", "From the year to the month."), levels)],
        };
    }

    /// <summary>Whose data it is: one row.</summary>
    public ModelTable Area()
    {
        var view = views["area"];
        ModelColumn Of(string source, Words names, Words description) => AreaModel.Column(view, source) with { Name = names.Ca, Names = names, Description = description };
        return new ModelTable(
            new(AreaTable, "Área", "Area"),
            new("De qui són les dades i quina versió se'n mostra.", "De quién son los datos y qué versión se muestra.", "Whose data these are and which version is shown."),
            view.Name,
            [
                AreaModel.Column(view, AreaModel.AreaCode),
                Of("area_name", new("Nom de l'àrea", "Nombre del área", "Name of the area"), new("Àrea bàsica de serveis socials.", "Área básica de servicios sociales.", "Area of basic social services.")),
                Of("version", new("Versió", "Versión", "Version"), new("Versió de les dades.", "Versión de los datos.", "Version of the data.")),
                Of("published_at", new("Publicada", "Publicada", "Published"), new("Quan es va publicar la versió (UTC).", "Cuándo se publicó la versión (UTC).", "When the version was published (UTC).")) with { Format = "dd/mm/yyyy hh:nn" },
            ])
        {
            Measures = ReportTexts.Of(dashboards, new DaxNames(file)),
            Ignored = Alone,
        };
    }

    /// <summary>How far the data of each figure reach.</summary>
    public ModelTable Supply(IReadOnlyList<ModelMeasure> measures)
    {
        var view = views["metric_supply"];
        ModelColumn Of(string source, Words names, Words description) => AreaModel.Column(view, source) with { Name = names.Ca, Names = names, Description = description };
        var metric = DaxSyntax.Column(DaxNames.Supply, "metric");
        return new ModelTable(
            new(DaxNames.Supply, "Disponibilidad", "Data availability"),
            new("Quins dies abasten les dades de cada indicador.", "Qué días abarcan los datos de cada indicador.", "Which days the data of each figure reach."),
            view.Name,
            [
                AreaModel.Column(view, AreaModel.AreaCode),
                AreaModel.Column(view, "metric"),
                new ModelColumn(Figure, "string", null)
                {
                    Names = new(Figure, "Indicador", "Figure"),
                    Description = new("Indicador.", "Indicador.", "Figure."),
                    Expression = NameOf(metric, file.Metrics.Values),
                },
                Of("data_as_of", new(DaxNames.Reach, "Datos hasta el", "Data to"), new("Darrer dia que abasten les dades de l'indicador.", "Último día que abarcan los datos del indicador.", "Last day that the data of the figure reach.")),
                Of("covered_from", new(DaxNames.Covered, "Datos desde el", "Data from"), new("Primer dia que abasten les dades de l'indicador.", "Primer día que abarcan los datos del indicador.", "First day that the data of the figure reach.")),
                Of("available_from", new(DaxNames.Available, "Disponible desde el", "Available from"), new("Primer dia en què pot acabar un període de l'indicador.", "Primer día en que puede acabar un periodo del indicador.", "First day that a period of the figure may end on.")),
                Of("reason", new(Reason, "Por qué no hay", "Why there is none"), new("Què falta perquè l'indicador es pugui calcular.", "Qué falta para que el indicador se pueda calcular.", "What is missing for the figure to be computed.")),
            ])
        {
            Measures = [.. measures, .. ReportTexts.Quality()],
            Ignored = Alone,
        };
    }

    /// <summary>DAX that gives a metric's name in Catalan.</summary>
    /// <param name="metric">The column that holds what definitions call it.</param>
    /// <param name="metrics">The metrics.</param>
    public static string NameOf(string metric, IEnumerable<Metric> metrics) =>
        $"SWITCH (\n    {metric},\n    {string.Join(",\n    ", metrics.Select(m => $"{DaxSyntax.Text(m.Name)}, {DaxSyntax.Text(m.Texts[DaxNames.Language].Name)}"))},\n    {metric}\n)";

    /// <summary>The ways to move a figure in time.</summary>
    public static ModelTable Time() =>
        Group(
            new(DaxNames.Time, "Tiempo", "Time"),
            new("Com es mou un indicador en el temps: el període triat, l'anterior, des de l'1 de gener o els darrers 12 mesos.", "Cómo se mueve un indicador en el tiempo: el periodo elegido, el anterior, desde el 1 de enero o los últimos 12 meses.", "How a figure is moved in time: the period chosen, the one before, since 1 January or the last 12 months."),
            DaxTime.Ways(),
            1);

    /// <summary>A figure beside that of the period before.</summary>
    public ModelTable Comparison() =>
        Group(
            new(DaxNames.Comparison, "Comparación", "Comparison"),
            new("Un indicador, el del període anterior i el canvi.", "Un indicador, el del periodo anterior y el cambio.", "A figure, that of the period before and the change."),
            DaxTime.Comparisons(file),
            2);

    private static ModelTable Group(Words names, Words description, IReadOnlyList<DaxTimeItem> items, int precedence) =>
        new(names, description, null,
            [
                new ModelColumn(names.Ca, "string", "Name") { Names = names, Description = description, SortBy = "Ordinal" },
                new ModelColumn("Ordinal", "int64", "Ordinal") { Format = "0" },
            ])
        {
            Items = items,
            Precedence = precedence,
            Ignored = Alone,
        };
}
