namespace QdC.Publish.Excel;

/// <summary>The words that every report's frame has, in one language.</summary>
internal sealed record ReportTexts
{
    private static readonly Dictionary<string, ReportTexts> Languages = new()
    {
        ["ca"] = new ReportTexts
        {
            Cover = "Portada",
            Internal = "Ús intern de l'àrea: conté xifres petites, no es pot difondre",
            Public = "Es pot difondre: només conté el que es publica",
            Area = "Àrea",
            Period = "Període",
            Version = "Versió de les dades",
            Held = "guardada com a {0}",
            Data = "Dades fins a",
            Between = "del {0} al {1}, segons la xifra",
            Corrections = "Correccions",
            Filters = "Filtres",
            NoFilters = "cap: tota l'àrea",
            Contents = "Contingut",
            Marks = "Com es llegeix",
            Lacking = "Què falta i per què",
            NothingLacks = "No hi falta res.",
            Definitions = "Què vol dir cada xifra",
            Page = "pàgina {0} de {1}",
            Pivot = "taula dinàmica",
            PivotHint = "Taula dinàmica: canvieu-ne les files, les columnes i els filtres. Les dades són al full «{0}».",
        },
        ["es"] = new ReportTexts
        {
            Cover = "Portada",
            Internal = "Uso interno del área: contiene cifras pequeñas, no se puede difundir",
            Public = "Se puede difundir: solo contiene lo que se publica",
            Area = "Área",
            Period = "Periodo",
            Version = "Versión de los datos",
            Held = "guardada como {0}",
            Data = "Datos hasta",
            Between = "del {0} al {1}, según la cifra",
            Corrections = "Correcciones",
            Filters = "Filtros",
            NoFilters = "ninguno: toda el área",
            Contents = "Contenido",
            Marks = "Cómo se lee",
            Lacking = "Qué falta y por qué",
            NothingLacks = "No falta nada.",
            Definitions = "Qué significa cada cifra",
            Page = "página {0} de {1}",
            Pivot = "tabla dinámica",
            PivotHint = "Tabla dinámica: cambie sus filas, columnas y filtros. Los datos están en la hoja «{0}».",
        },
        ["en"] = new ReportTexts
        {
            Cover = "Cover",
            Internal = "For internal use of the area: it holds small counts and may not be passed on",
            Public = "May be passed on: it holds nothing but what is published",
            Area = "Area",
            Period = "Period",
            Version = "Version of the data",
            Held = "held as {0}",
            Data = "Data up to",
            Between = "{0} to {1}, by figure",
            Corrections = "Corrections",
            Filters = "Filters",
            NoFilters = "none: the whole area",
            Contents = "Contents",
            Marks = "How to read it",
            Lacking = "What is missing, and why",
            NothingLacks = "Nothing is missing.",
            Definitions = "What each figure means",
            Page = "page {0} of {1}",
            Pivot = "pivot table",
            PivotHint = "Pivot table: change its rows, columns and filters. Its data are on the sheet “{0}”.",
        },
    };

    public required string Cover { get; init; }
    public required string Internal { get; init; }
    public required string Public { get; init; }
    public required string Area { get; init; }
    public required string Period { get; init; }
    public required string Version { get; init; }
    public required string Held { get; init; }
    public required string Data { get; init; }
    public required string Between { get; init; }
    public required string Corrections { get; init; }
    public required string Filters { get; init; }
    public required string NoFilters { get; init; }
    public required string Contents { get; init; }
    public required string Marks { get; init; }
    public required string Lacking { get; init; }
    public required string NothingLacks { get; init; }
    public required string Definitions { get; init; }
    public required string Page { get; init; }
    public required string Pivot { get; init; }
    public required string PivotHint { get; init; }

    /// <summary>The words of a language.</summary>
    public static ReportTexts In(string language) =>
        Languages.TryGetValue(language, out var texts) ? texts : throw new ArgumentException($"'{language}' is no language of reports: ca, es, en.", nameof(language));
}
