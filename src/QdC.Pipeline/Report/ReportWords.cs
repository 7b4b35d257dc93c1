using QdC.Metrics;

namespace QdC.Pipeline.Report;

/// <summary>The words of reports that are no figure's, in one language.</summary>
internal sealed class ReportWords(string language)
{
    private static readonly Dictionary<string, (string Ca, string Es, string En)> Words = new()
    {
        ["indicator"] = ("Indicador", "Indicador", "Indicator"),
        ["indicators"] = ("Indicadors", "Indicadores", "Indicators"),
        ["unit"] = ("Unitat", "Unidad", "Unit"),
        ["change"] = ("Variació", "Variación", "Change"),
        ["change_share"] = ("Variació %", "Variación %", "Change %"),
        ["state"] = ("Observacions", "Observaciones", "Remarks"),
        ["total"] = ("Total", "Total", "Total"),
        ["by"] = (" per ", " por ", " by "),
        ["and"] = (" i ", " y ", " and "),
        ["period"] = ("Període", "Periodo", "Period"),
        ["month"] = ("mes", "mes", "month"),
        ["quarter"] = ("trimestre", "trimestre", "quarter"),
        ["year"] = ("any", "año", "year"),
        ["rolling12"] = ("dotze mesos", "doce meses", "twelve months"),
        ["points"] = (" punts", " puntos", " points"),
        ["more"] = (" i altres xifres", " y otras cifras", " and other figures"),
        ["unpublished"] = ("No es publica fora de l'àrea.", "No se publica fuera del área.", "Not published outside the area."),
        ["suppressed"] = (
            "No es publica, perquè no es pugui reconèixer ningú; pot ser qualsevol xifra, també zero.",
            "No se publica, para que no se pueda reconocer a nadie; puede ser cualquier cifra, también cero.",
            "Not published, so that nobody can be recognised; it may be any figure, zero included."
        ),
        ["nothing"] = ("No hi ha res comptat en aquest període.", "No hay nada contado en este periodo.", "Nothing was counted in that period."),
        ["not_whole"] = (
            "El total no és la suma de les files: qui compta en més d'una, al total compta una vegada.",
            "El total no es la suma de las filas: quien cuenta en más de una, en el total cuenta una vez.",
            "The total is not the sum of the rows: who counts in more than one counts once in the total."
        ),
    };

    /// <summary>The language.</summary>
    public string Language => language;

    /// <summary>A word.</summary>
    public string this[string key] => Of(Words[key]);

    /// <summary>A text of three in this language.</summary>
    public string Of((string Ca, string Es, string En) text) => language switch { "ca" => text.Ca, "es" => text.Es, _ => text.En };

    /// <summary>What a table is cut by, after the word for by: <c> per sexe i equip</c>.</summary>
    public string By(IEnumerable<string> names) => this["by"] + string.Join(this["and"], names.Select(Small));

    /// <summary>A figure's name and what it is cut by.</summary>
    public string Cut(Metric metric, IReadOnlyList<string> dimensions) => metric.Texts[language].Name + (dimensions.Count == 0 ? "" : By(dimensions));

    /// <summary>With a capital first.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Small(string text) => text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
