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
        ["findings"] = ("Incidències", "Incidencias", "Faults"),
        ["findings_by_rule"] = ("Incidències obertes per regla", "Incidencias abiertas por regla", "Open faults by rule"),
        ["deliveries"] = ("Files llegides per sistema i extracció", "Filas leídas por sistema y extracción", "Rows read by system and extract"),
        ["changes"] = ("Xifres que canvien", "Cifras que cambian", "Figures that differ"),
        ["system"] = ("Sistema", "Sistema", "System"),
        ["extract"] = ("Extracció", "Extracción", "Extract"),
        ["severity"] = ("Gravetat", "Gravedad", "Severity"),
        ["error"] = ("rebutjada", "rechazada", "rejected"),
        ["query"] = ("consulta", "consulta", "query"),
        ["what"] = ("Què passa", "Qué pasa", "What is wrong"),
        ["count"] = ("Nombre", "Número", "Count"),
        ["number"] = ("Número", "Número", "Number"),
        ["place"] = ("Fitxer, full i línia", "Fichero, hoja y línea", "File, sheet and line"),
        ["column"] = ("Columna", "Columna", "Column"),
        ["record"] = ("Registre", "Registro", "Record"),
        ["received"] = ("Valor rebut", "Valor recibido", "Received"),
        ["allowed"] = ("Valors admesos", "Valores admitidos", "Allowed"),
        ["seen"] = ("Vista des de", "Vista desde", "First seen"),
        ["data_date"] = ("Dades a", "Datos a", "Data as of"),
        ["read"] = ("Llegides", "Leídas", "Read"),
        ["loaded"] = ("Carregades", "Cargadas", "Loaded"),
        ["unchanged"] = ("Sense canvis", "Sin cambios", "Unchanged"),
        ["rejected"] = ("Rebutjades", "Rechazadas", "Rejected"),
        ["duplicate"] = ("Duplicades", "Duplicadas", "Duplicate"),
        ["before"] = ("Abans", "Antes", "Before"),
        ["after"] = ("Ara", "Ahora", "Now"),
        ["cause"] = ("Causa", "Causa", "Cause"),
        ["against"] = ("canvis de la versió {0} a la {1}", "cambios de la versión {0} a la {1}", "changes from version {0} to {1}"),
        ["one_version"] = ("No hi ha cap versió anterior amb què comparar.", "No hay ninguna versión anterior con que comparar.", "There is no version before to compare with."),
        ["today"] = (
            "Diu l'estat d'avui i no el d'una versió guardada; demaneu l'informe sense --as-of.",
            "Dice el estado de hoy y no el de una versión guardada; pida el informe sin --as-of.",
            "It tells today's state and not that of a held version; ask for the report without --as-of."
        ),
        ["inside"] = ("És només per a l'àrea.", "Es solo para el área.", "It is for the area only."),
        ["send_back"] = (
            "El llibre que s'omple i es retorna es fa amb: qdc rejects {0} --export incidencies.xlsx",
            "El libro que se rellena y se devuelve se hace con: qdc rejects {0} --export incidencias.xlsx",
            "The workbook to fill in and send back is made by: qdc rejects {0} --export faults.xlsx"
        ),
        ["everything"] = ("Tot el que s'ha lliurat", "Todo lo que se ha entregado", "Everything that was delivered"),
        ["areas"] = ("Les àrees", "Las áreas", "The areas"),
        ["area"] = ("Àrea", "Área", "Area"),
        ["inhabitants"] = ("Habitants", "Habitantes", "Inhabitants"),
        ["like_size"] = ("Mida semblant", "Tamaño parecido", "Of like size"),
        ["yes"] = ("sí", "sí", "yes"),
        ["no"] = ("no", "no", "no"),
        ["rank"] = ("Lloc", "Puesto", "Rank"),
        ["of"] = (" de ", " de ", " of "),
        ["comparison"] = ("L'àrea entre les altres", "El área entre las demás", "The area among the others"),
        ["rank_note"] = (
            "Lloc entre les àrees de mida semblant, de la meitat al doble d'habitants; l'1 és la xifra més alta, no la millor.",
            "Puesto entre las áreas de tamaño parecido, de la mitad al doble de habitantes; el 1 es la cifra más alta, no la mejor.",
            "Rank among areas of like size, from half to twice the inhabitants; 1 is the highest figure, not the best."
        ),
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
