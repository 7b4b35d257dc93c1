using QdC.Pipeline.Jobs;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Drifts;

/// <summary>What a person writes into the declarative files so that they say what was accepted.</summary>
internal static class DriftEdit
{
    /// <summary>The place and the text; null where nothing is to be written, or nothing reads the extract any more.</summary>
    public static string? Of(DriftEvent drift, ExtractDefinition? extract)
    {
        if (extract is null)
        {
            return null;
        }

        var effect = DriftEffect.FromJson(drift.Note.Effect);
        var named = extract.Columns.FirstOrDefault(c => c.Value.From.Any(n => TextFold.Header(n) == TextFold.Header(drift.Note.Subject)));
        return drift.Note.Kind switch
        {
            DriftKinds.ColumnNew => $"{extract.Origin} - under columns, if a field of {extract.Subject} needs it: FIELD: {Text(drift.Note.Subject)}",
            DriftKinds.CodeNew => $"etl-jobs/code-lists/{List(drift)}.{drift.System}.csv - a line: {Code(drift.Note.Subject[(drift.Note.Subject.IndexOf(' ', StringComparison.Ordinal) + 1)..])},CODE,LABEL",
            DriftKinds.Volume or DriftKinds.Gap => null,
            _ when effect is { Column: { } was, Becomes: { } now } => named.Key is null
                ? $"{extract.Origin} - key: [[{Text(was)}, {Text(now)}]]"
                : $"{named.Value.Origin} - {named.Key}: {{ from: [{string.Join(", ", named.Value.From.Where(n => n != now).Append(now).Select(Text))}] }}",
            DriftKinds.ColumnMissing => named.Key is null ? $"{extract.Origin} - key: the column that tells records apart now" : $"{named.Value.Origin} - {named.Key}: {{ unavailable: \"why the council gives it no more\" }}",
            DriftKinds.ColumnUnmatched => extract.Columns.GetValueOrDefault(drift.Note.Before!) is not { } mapping
                ? null
                : $"{mapping.Origin} - {drift.Note.Before}: {(drift.Note.After is { } near ? $"{{ from: {Text(near)} }}" : "{ unavailable: \"why the council does not give it\" }")}",
            _ when effect is null => null,
            _ => $"{extract.Origin} - {FormOf(extract)}: {{ {string.Join(", ", Keys(effect, extract))} }}",
        };
    }

    private static IEnumerable<string> Keys(DriftEffect effect, ExtractDefinition extract)
    {
        if (effect.Delimiter is { } delimiter)
        {
            yield return $"delimiter: \"{(delimiter == '\t' ? "\\t" : delimiter.ToString())}\"";
        }

        if (effect.Encoding is { } encoding)
        {
            yield return $"encoding: {encoding}";
        }

        if (effect.Above is { } above)
        {
            yield return $"{(extract.Xlsx is null ? "skip_lines" : "title_rows")}: {above}";
        }

        if (effect.Sheet is { } sheet)
        {
            yield return $"sheets: [{string.Join(", ", extract.Xlsx!.Sheets.Where(s => s != sheet).Append(sheet).Select(Text))}]";
        }

        if (effect.Dates is { } form)
        {
            yield return $"dates: [{string.Join(", ", (extract.Form?.Dates ?? []).Where(d => d != form).Append(form))}]";
        }

        if (effect.Decimal is { } mark)
        {
            yield return $"decimal: \"{mark}\"";
        }
    }

    private static string FormOf(ExtractDefinition extract) => extract.Form switch { XlsxLayout => "xlsx", FixedLayout => "fixed", XmlLayout => "xml", _ => "csv" };

    private static string Code(string shown) => Masking.MayBeSeen(shown) ? shown : "the code as the file has it";

    private static string List(DriftEvent drift) => drift.Note.After is { } after && after.LastIndexOf("(list ", StringComparison.Ordinal) is >= 0 and var at ? after[(at + 6)..].TrimEnd(')') : "LIST";

    /// <summary>A name as YAML takes it.</summary>
    private static string Text(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-') ? name : $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
