using QdC.Portal.Web;
using QdC.Warehouse;

namespace QdC.Portal.Pages.Quality;

/// <summary>Changes between deliveries, in the reader's words.</summary>
internal static class DriftWords
{
    /// <summary>What changed.</summary>
    public static string Of(Preferences reader, DriftNote note) =>
        note.Kind switch
        {
            DriftKinds.ColumnNew => reader.Say($"Ha arribat una columna nova: {note.After}", $"Ha llegado una columna nueva: {note.After}", $"A column came that nothing reads: {note.After}"),
            DriftKinds.ColumnMissing => reader.Say($"Falta la columna {note.Subject}", $"Falta la columna {note.Subject}", $"Column {note.Subject} is missing"),
            DriftKinds.ColumnRenamed => reader.Say($"La columna {note.Before} sembla que ara és {note.After}", $"La columna {note.Before} parece que ahora es {note.After}", $"Column {note.Before} seems to have become {note.After}"),
            DriftKinds.ColumnRetyped => reader.Say($"Els valors de la columna {note.Subject} són d'una altra mena", $"Los valores de la columna {note.Subject} son de otro tipo", $"The values of column {note.Subject} are of another sort"),
            DriftKinds.CodeNew => reader.Say($"Ha arribat un codi sense correspondència: {note.After}", $"Ha llegado un código sin correspondencia: {note.After}", $"A code came that nothing maps: {note.After}"),
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
}
