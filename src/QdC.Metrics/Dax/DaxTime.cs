namespace QdC.Metrics;

/// <summary>Figures moved in time and compared: the items of the model's two calculation groups, which work on every measure.</summary>
public static class DaxTime
{
    /// <summary>The item that tells the change and the target of a figure as a text.</summary>
    public const string ChangeAndTarget = "Canvi i objectiu";

    /// <summary>The ways to move a figure in time, for a calculation group.</summary>
    public static IReadOnlyList<DaxTimeItem> Ways()
    {
        var day = DaxSyntax.Column(DaxNames.Dates, DaxNames.Day);
        return
        [
            Item("Període", "Periodo", "Period", "SELECTEDMEASURE ()"),
            Moved("Mes anterior", "Mes anterior", "Month before", $"DATEADD ( {day}, -1, MONTH )"),
            Moved("Any anterior", "Año anterior", "Year before", $"SAMEPERIODLASTYEAR ( {day} )"),
            Moved("Des de l'1 de gener", "Desde el 1 de enero", "Since 1 January", $"DATESYTD ( {day} )"),
            Moved("Darrers 12 mesos", "Últimos 12 meses", "Last 12 months", $"DATESINPERIOD ( {day}, MAX ( {day} ), -12, MONTH )"),
        ];
    }

    /// <summary>
    /// A figure, that of the period before, the change in the figure's own unit and percentages in points, and the change with what the figure
    /// is held against as a text in the reader's language. Before a month is the month before it; before months that were put together is the
    /// same a year before. Applied after the way in time.
    /// </summary>
    public static IReadOnlyList<DaxTimeItem> Comparisons(MetricsFile file)
    {
        var day = DaxSyntax.Column(DaxNames.Dates, DaxNames.Day);
        var month = DaxSyntax.Text(Ways()[0].Name);
        var before = $"""
            IF (
                    SELECTEDVALUE ( {DaxSyntax.Column(DaxNames.Time, DaxNames.Time)}, {month} ) = {month},
                    CALCULATE ( SELECTEDMEASURE (), DATEADD ( {day}, -1, MONTH ) ),
                    CALCULATE ( SELECTEDMEASURE (), SAMEPERIODLASTYEAR ( {day} ) )
                )
            """;
        const string Percent = """CONTAINSSTRING ( SELECTEDMEASUREFORMATSTRING (), "%" )""";
        var variables = $"""
            VAR _now = SELECTEDMEASURE ()
            VAR _before =
                {before}
            VAR _change =
                IF (
                    NOT ISBLANK ( _now ) && NOT ISBLANK ( _before ),
                    ( _now - _before ) * IF ( {Percent}, 100, 1 )
                )
            """;
        const string Signs = $"""
            IF (
                {Percent},
                "▲ #,0.0 \p;▼ #,0.0 \p;= 0",
                "▲ " & SELECTEDMEASUREFORMATSTRING () & ";▼ " & SELECTEDMEASUREFORMATSTRING () & ";= 0"
            )
            """;
        var change = $"{variables}\nRETURN\n    _change";
        var told = $"""
            {variables}
            VAR _target =
                SWITCH (
                    SELECTEDMEASURENAME (),
                    {string.Join(",\n        ", file.Metrics.Values.Where(m => m.Target is not null).Select(Target))}
                )
            RETURN
                IF ( NOT ISBLANK ( _change ), FORMAT ( _change, {Signs.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal)}, USERCULTURE () ) )
                    & IF (
                        NOT ISBLANK ( _target ),
                        SWITCH ( LEFT ( USERCULTURE (), 2 ), "es", " · objetivo ", "en", " · target ", " · objectiu " )
                            & FORMAT ( _target, SELECTEDMEASUREFORMATSTRING (), USERCULTURE () )
                    )
            """;
        return
        [
            Item("Valor", "Valor", "Value", "SELECTEDMEASURE ()"),
            Item("Període anterior", "Periodo anterior", "Period before", before.Replace("\n    ", "\n", StringComparison.Ordinal)),
            Item("Canvi", "Cambio", "Change", change, Signs),
            Item(ChangeAndTarget, "Cambio y objetivo", "Change and target", told),
        ];
    }

    /// <summary>What a metric is held against; a level that was published for a year is told beside twelve months only.</summary>
    private static string Target(Metric metric)
    {
        var value = FormattableString.Invariant($"{metric.Target!.Value / (metric.Unit == "percent" ? 100 : 1)}");
        var year = DaxSyntax.Text(Ways()[^1].Name);
        return $"{DaxSyntax.Text(metric.Texts[DaxNames.Language].Name)}, {(metric.Target.Year is null ? value : $"IF ( SELECTEDVALUE ( {DaxSyntax.Column(DaxNames.Time, DaxNames.Time)} ) = {year}, {value} )")}";
    }

    private static DaxTimeItem Moved(string ca, string es, string en, string dates) => Item(ca, es, en, $"CALCULATE ( SELECTEDMEASURE (), {dates} )");

    private static DaxTimeItem Item(string ca, string es, string en, string dax, string? format = null) =>
        new(new Dictionary<string, string> { ["ca"] = ca, ["es"] = es, ["en"] = en }, dax, format);
}
