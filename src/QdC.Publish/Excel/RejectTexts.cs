namespace QdC.Publish.Excel;

/// <summary>The words of the form in one language.</summary>
internal sealed record RejectTexts
{
    private static readonly Dictionary<string, RejectTexts> Languages = new()
    {
        ["ca"] = new RejectTexts
        {
            Title = "Incidències de les dades",
            Internal = "Ús intern de l'àrea",
            CoverSheet = "Portada",
            LineSheet = "Incidències",
            Made = "Data",
            Lines = "Incidències",
            ByRule = "Incidències per regla",
            Count = "Nombre",
            Errors = "Rebutjades: la fila no ha entrat",
            Queries = "Consultes: la fila ha entrat, cal confirmar o corregir",
            Error = "rebutjada",
            Query = "consulta",
            States = new() { ["open"] = "oberta", ["corrected"] = "corregida", ["justified"] = "justificada" },
            HowTo = "Com es retorna",
            Steps =
            [
                "Al full «Incidències», escriviu el valor correcte a la columna groga «Valor correcte». Deixeu-la buida on no sabeu què posar-hi.",
                "No canvieu la columna «Número»: és la que diu quina dada es corregeix. Podeu ordenar i filtrar com vulgueu.",
                "Si la dada ja és correcta a l'origen, corregiu-la allà i no cal que ens envieu res: el proper lliurament tancarà la incidència.",
                "Deseu el llibre a la carpeta on deixeu els fitxers del sistema d'origen amb el nom {0}.",
            ],
            Headers = ["Número", "Gravetat", "Regla", "Què passa", "Extracció", "Fitxer", "Full", "Línia", "Columna", "Registre", "Valor rebut", "Valors admesos", "Estat", "Vista des de", "Valor correcte"],
        },
        ["es"] = new RejectTexts
        {
            Title = "Incidencias de los datos",
            Internal = "Uso interno del área",
            CoverSheet = "Portada",
            LineSheet = "Incidencias",
            Made = "Fecha",
            Lines = "Incidencias",
            ByRule = "Incidencias por regla",
            Count = "Número",
            Errors = "Rechazadas: la fila no ha entrado",
            Queries = "Consultas: la fila ha entrado, hay que confirmar o corregir",
            Error = "rechazada",
            Query = "consulta",
            States = new() { ["open"] = "abierta", ["corrected"] = "corregida", ["justified"] = "justificada" },
            HowTo = "Cómo se devuelve",
            Steps =
            [
                "En la hoja «Incidencias», escriba el valor correcto en la columna amarilla «Valor correcto». Déjela vacía donde no sepa qué poner.",
                "No cambie la columna «Número»: es la que dice qué dato se corrige. Puede ordenar y filtrar como quiera.",
                "Si el dato ya es correcto en origen, corríjalo allí y no hace falta que nos envíe nada: la próxima entrega cerrará la incidencia.",
                "Guarde el libro en la carpeta donde deja los ficheros del sistema de origen con el nombre {0}.",
            ],
            Headers = ["Número", "Gravedad", "Regla", "Qué pasa", "Extracción", "Fichero", "Hoja", "Línea", "Columna", "Registro", "Valor recibido", "Valores admitidos", "Estado", "Vista desde", "Valor correcto"],
        },
        ["en"] = new RejectTexts
        {
            Title = "Faults in the data",
            Internal = "For internal use of the area",
            CoverSheet = "Cover",
            LineSheet = "Faults",
            Made = "Date",
            Lines = "Faults",
            ByRule = "Faults by rule",
            Count = "Count",
            Errors = "Rejected: the row was left out",
            Queries = "Queries: the row is in; please confirm or correct it",
            Error = "rejected",
            Query = "query",
            States = new() { ["open"] = "open", ["corrected"] = "corrected", ["justified"] = "justified" },
            HowTo = "How to send it back",
            Steps =
            [
                "On the sheet “Faults”, write the right value into the yellow column “Right value”. Leave it empty where you do not know.",
                "Do not change the column “Number”: it says which value is corrected. Sort and filter as you like.",
                "Where the value is right at the source by now, correct it there and send nothing: the next delivery closes the fault.",
                "Save the workbook into the folder that takes the files of the source system, under the name {0}.",
            ],
            Headers = ["Number", "Severity", "Rule", "What is wrong", "Extract", "File", "Sheet", "Line", "Column", "Record", "Received", "Allowed", "State", "First seen", "Right value"],
        },
    };

    public required string Title { get; init; }
    public required string Internal { get; init; }
    public required string CoverSheet { get; init; }
    public required string LineSheet { get; init; }
    public required string Made { get; init; }
    public required string Lines { get; init; }
    public required string ByRule { get; init; }
    public required string Count { get; init; }
    public required string Errors { get; init; }
    public required string Queries { get; init; }
    public required string Error { get; init; }
    public required string Query { get; init; }
    public required Dictionary<string, string> States { get; init; }
    public required string HowTo { get; init; }
    public required string[] Steps { get; init; }

    /// <summary>The headers of the lines, the number first and the right value last.</summary>
    public required string[] Headers { get; init; }

    /// <summary>The words of a language.</summary>
    public static RejectTexts In(string language) =>
        Languages.TryGetValue(language, out var texts) ? texts : throw new ArgumentException($"'{language}' is no language of the form: ca, es, en.", nameof(language));
}
