using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QdC.Pipeline.Validate;

using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Stage;

/// <summary>
/// Guesses what a column holds and whether its values may be shown. Shown are only numbers, dates, and short codes; words are shown
/// only where the header says that they are a state, a kind or the like. Everything else is taken for personal.
/// </summary>
internal static partial class ColumnGuess
{
    private static readonly string[] PersonalWords =
    [
        "dni", "nif", "nie", "nss", "nass", "naf", "cip", "tsi", "passaport", "pasaporte", "document", "nom", "cognom", "apellid", "name", "surname",
        "telef", "phone", "mobil", "movil", "mail", "correu", "correo", "adreca", "adreça", "direcc", "address", "carrer", "calle", "via", "pis", "porta",
        "naix", "nacim", "birth", "exitus", "defunc", "observ", "nota", "comentari", "descrip", "usuari", "persona", "professional", "titular", "iban", "compte", "matricula",
    ];

    /// <summary>Words that only as a whole say that a person is spoken of; as parts of others they say nothing.</summary>
    private static readonly HashSet<string> PersonalNames =
    [
        "first", "last", "middle", "given", "surname", "maiden", "prefix", "suffix", "alias", "ssn", "itin", "curp", "driver", "drivers", "license", "licence", "carnet", "passport",
        "lat", "lon", "lng", "latitude", "longitude", "latitud", "longitud", "coord", "zip", "postal", "postcode", "cp", "income", "renda", "renta", "ingressos", "ingresos", "salary",
        "race", "ethnicity", "etnia", "raca", "raza", "religio", "religion", "marital", "civil", "owner",
    ];

    private static readonly string[] LabelWords =
        ["estat", "estado", "state", "status", "tipus", "tipo", "type", "equip", "team", "sexe", "sexo", "sex", "municipi", "motiu", "motivo", "ambit", "rol", "role", "lloc", "place", "risc", "etapa", "stage", "finançador", "financador", "funder", "origen", "origin", "urgent", "servei", "service", "mes", "any", "year"];

    /// <summary>Forms of dates that are looked for.</summary>
    public static readonly string[] DateFormats = ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd", "dd-MM-yyyy", "dd.MM.yyyy", "yyyyMMdd"];

    public static PeekColumn Of(string header, int index, IReadOnlyList<string> values)
    {
        var name = header.Length == 0 ? $"column {index + 1}" : Masking.ColumnName(header);
        var filled = values.Where(v => v.Length > 0).ToList();
        var type = Type(filled);
        return new PeekColumn(name, type, values.Count - filled.Count, Words().Matches(header).Any(w => PersonalNames.Contains(TextFold.Header(w.Value))) || IsPersonal(TextFold.Header(header), type, filled));
    }

    /// <summary>True for a text that may be a column's name: a word, not a date, number or identifier.</summary>
    public static bool MayBeHeader(string text) =>
        text.Length <= 60 && text.Any(char.IsLetter) && DateForm([text]) is null && !IdentifierShapes.LooksLikeIdentifier(text);

    private static string Type(List<string> values)
    {
        if (values.Count == 0)
        {
            return "empty";
        }

        if (DateForm(values) is { } form)
        {
            return $"date {form}";
        }

        if (values.All(v => Whole().IsMatch(v)))
        {
            return "integer";
        }

        if (values.All(v => DecimalComma().IsMatch(v)))
        {
            return "decimal with comma";
        }

        if (values.All(v => DecimalPoint().IsMatch(v)))
        {
            return "decimal with point";
        }

        return values.All(v => Code().IsMatch(v)) ? "code" : "text";
    }

    private static bool IsPersonal(string header, string type, List<string> values)
    {
        if (values.Any(IdentifierShapes.LooksLikeIdentifier) || PersonalWords.Any(w => header.Contains(TextFold.Header(w), StringComparison.Ordinal)))
        {
            return true;
        }

        if (type == "text" || (type == "code" && values.Any(v => NumberedName().IsMatch(v))))
        {
            return !LabelWords.Any(w => header.Contains(TextFold.Header(w), StringComparison.Ordinal)) || values.Any(v => v.Length > 40);
        }

        // Without a header a date may be a birth date; long numbers may be of a card or an account.
        return (header.Length == 0 && type.StartsWith("date", StringComparison.Ordinal)) || (type == "integer" && values.Any(v => v.Length >= 9));
    }

    private static string? DateForm(IReadOnlyList<string> values) =>
        DateFormats.FirstOrDefault(f => values.All(v => DateOnly.TryParseExact(v.Split(' ', 'T')[0], f, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)));

    // An invented person may be called Abe604: a capital, small letters, and digits behind them.
    [GeneratedRegex("^[A-Z][a-z]{2,}[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex NumberedName();

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+")]
    private static partial Regex Words();

    [GeneratedRegex("^[+-]?[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex("^[+-]?([0-9]{1,3}([.][0-9]{3})+|[0-9]*)(,[0-9]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex DecimalComma();

    [GeneratedRegex("^[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]*)([.][0-9]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex DecimalPoint();

    // A digit in it, or two letters at most: no name of a person is so.
    [GeneratedRegex("^([A-Za-z]{1,2}|[A-Za-z0-9._/-]{0,12}[0-9][A-Za-z0-9._/-]{0,12})$", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
