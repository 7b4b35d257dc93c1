using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>Changes between deliveries, in the reader's words.</summary>
internal static class DriftWords
{
    /// <summary>True for a change of columns, which a comparison of them shows.</summary>
    public static bool IsOfColumns(DriftNote note) => note.Kind is DriftKinds.ColumnNew or DriftKinds.ColumnMissing or DriftKinds.ColumnRenamed or DriftKinds.ColumnRetyped;

    /// <summary>What changed.</summary>
    public static string Of(Preferences reader, DriftNote note) =>
        note.Kind switch
        {
            DriftKinds.ColumnNew => reader.Say($"Ha arribat una columna nova: {Name(note.After)}", $"Ha llegado una columna nueva: {Name(note.After)}", $"A column came that nothing reads: {Name(note.After)}"),
            DriftKinds.ColumnMissing => reader.Say($"Falta la columna {note.Subject}", $"Falta la columna {note.Subject}", $"Column {note.Subject} is missing"),
            DriftKinds.ColumnUnmatched => reader.Say(
                $"Cap columna no es diu {note.Subject}, d'on s'ha de llegir {note.Before}{(note.After is { } ca ? $": potser és {ca}?" : "")}",
                $"Ninguna columna se llama {note.Subject}, de donde hay que leer {note.Before}{(note.After is { } es ? $": ¿quizá es {es}?" : "")}",
                $"No column is called {note.Subject}, which {note.Before} is read from{(note.After is { } en ? $": is it {en}?" : "")}"),
            DriftKinds.Gap => reader.Say($"No s'ha lliurat mai el que va canviar en {note.Subject}", $"Nunca se ha entregado lo que cambió en {note.Subject}", $"What changed in {note.Subject} was never delivered"),
            DriftKinds.ColumnRenamed => reader.Say($"La columna {Name(note.Before)} sembla que ara és {Name(note.After)}", $"La columna {Name(note.Before)} parece que ahora es {Name(note.After)}", $"Column {Name(note.Before)} seems to have become {Name(note.After)}"),
            DriftKinds.ColumnRetyped => reader.Say($"Els valors de la columna {note.Subject} són d'una altra mena", $"Los valores de la columna {note.Subject} son de otro tipo", $"The values of column {note.Subject} are of another sort"),
            DriftKinds.CodeNew => reader.Say($"Ha arribat un codi sense correspondència: {Name(note.After)}", $"Ha llegado un código sin correspondencia: {Name(note.After)}", $"A code came that nothing maps: {Name(note.After)}"),
            DriftKinds.Delimiter => reader.Say("Hi ha un altre separador entre caselles", "Hay otro separador entre casillas", "Another character stands between cells"),
            DriftKinds.Encoding => reader.Say("El text ve en una altra codificació", "El texto viene en otra codificación", "The text is in another encoding"),
            DriftKinds.HeaderLine => reader.Say("La capçalera és en una altra línia", "La cabecera está en otra línea", "The header stands in another line"),
            DriftKinds.Sheet => reader.Say("El full té un altre nom", "La hoja tiene otro nombre", "The sheet has another name"),
            DriftKinds.Volume => reader.Say("El nombre de registres s'ha mogut massa", "El número de registros se ha movido demasiado", "The number of records moved too far"),
            _ => note.Kind,
        };

    /// <summary>How a column changed.</summary>
    public static string Change(Preferences reader, string change) =>
        change switch
        {
            "new" => reader.Say("nova", "nueva", "new"),
            "missing" => reader.Say("falta", "falta", "missing"),
            "renamed" => reader.Say("altre nom", "otro nombre", "renamed"),
            "retyped" => reader.Say("altra mena", "otro tipo", "another sort"),
            _ => reader.Say("igual", "igual", "the same"),
        };

    /// <summary>The sort of a column's values: <c>data dd/MM/yyyy</c>.</summary>
    public static string Sort(Preferences reader, string sort)
    {
        var (word, rest) = sort.IndexOf(' ') is > 0 and var at ? (sort[..at], sort[at..]) : (sort, "");
        return word switch
        {
            "date" => reader.Say("data", "fecha", "date"),
            "month" => reader.Say("mes", "mes", "month"),
            "number" or "decimal" or "money" => reader.Say("número", "número", "number"),
            "integer" => reader.Say("nombre enter", "número entero", "whole number"),
            "text" => reader.Say("text", "texto", "text"),
            "code" => reader.Say("codi", "código", "code"),
            "moment" => reader.Say("data i hora", "fecha y hora", "date and time"),
            "flag" => reader.Say("sí o no", "sí o no", "yes or no"),
            "bytes" => reader.Say("dades binàries", "datos binarios", "binary data"),
            "empty" => reader.Say("buida", "vacía", "empty"),
            _ => word,
        } + rest;
    }

    /// <summary>What a note names, without the sort of values and the list that stand behind.</summary>
    private static string Name(string? told) => told is null ? "" : told.Split(" → ")[0].Split(" (")[0];
}
