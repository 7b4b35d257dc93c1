using System.Globalization;
using System.Text;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Stage.Delimited;
using QdC.Pipeline.Stage.Looking;
using QdC.Pipeline.Validate;

namespace QdC.Pipeline.Scaffold;

/// <summary>Writes a draft as a system file of <c>etl-jobs</c>, and the mappings of its codes. What is doubtful is said where it stands.</summary>
internal static class DraftWriter
{
    private const int ShownValues = 8;
    private const int FewColumns = 5;
    private const double Whole = 0.8;

    /// <summary>The system file.</summary>
    public static string System(SystemDraft draft, string? dated)
    {
        var text = new StringBuilder();
        text.Append("# yaml-language-server: $schema=../schema/system.schema.json\n");
        text.Append("# Drafted from example files by qdc scaffold. Behind each column stand how sure that is (0 to 1) and what speaks for it.\n");
        text.Append("# Read every line marked ?, answer the questions, then: qdc check, qdc plan.\n");
        text.Append(CultureInfo.InvariantCulture, $"system: {draft.System}\n");
        text.Append(dated ?? "");
        var extracts = new StringBuilder();
        foreach (var extract in draft.Extracts)
        {
            Extract(extracts, extract, dated is not null);
        }
        var written = extracts.ToString();
        text.Append(written.Contains(NotFound, StringComparison.Ordinal) ? Reasons : "").Append("extracts:\n").Append(written);
        if (draft.Rest.Count > 0)
        {
            text.Append("# Not taken for any subject of the contract:\n");
            foreach (var (table, nearest, confidence) in draft.Rest)
            {
                text.Append(CultureInfo.InvariantCulture, $"#   {Name(table)}: {table.Columns.Count} columns{(confidence > 0 ? $"; nearest {nearest} ({confidence:0.00})" : "")}\n");
            }
        }
        return text.ToString();
    }

    /// <summary>The mappings of the codes it found, by the file's name.</summary>
    public static IReadOnlyDictionary<string, string> CodeLists(SystemDraft draft)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var list in draft.Extracts.SelectMany(e => e.Matches).Select(m => m.Codes).OfType<CodeDraft>().GroupBy(c => c.List))
        {
            var lines = list.SelectMany(c => c.Entries)
                .Where(e => e.Code is not null)
                .DistinctBy(e => e.Value)
                .OrderBy(e => e.Value, StringComparer.Ordinal)
                .Select(e => $"{CleanCsv.Quoted(e.Value)},{e.Code},{CleanCsv.Quoted(e.Value)}\n");
            files[$"{list.Key}.{draft.System}.csv"] = "source_code,code,label\n" + string.Concat(lines);
        }
        return files;
    }

    private static void Extract(StringBuilder text, ExtractDraft extract, bool dated)
    {
        var table = extract.Table;
        var pattern = table.Pattern;
        text.Append(CultureInfo.InvariantCulture, $"  {extract.Name}:{Note(extract.Confidence < FieldMatch.Sure, $"{extract.Confidence:0.00} {Name(table)}{(table.Files.Count > 1 ? $" and {table.Files.Count - 1} before it" : "")}, {table.Rows} rows looked at")}\n");
        if (extract.Name != extract.Subject.Name)
        {
            text.Append(CultureInfo.InvariantCulture, $"    subject: {extract.Subject.Name}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"    file: {Text(pattern)}{(dated || pattern.Contains("{date:", StringComparison.Ordinal) ? "" : Note(true, "where does the date stand of which its data speak? {date:…} in the name, a cell of the workbook, or effective_date above"))}\n");
        text.Append(Form(extract));
        text.Append(Complete(extract));
        foreach (var change in extract.Changes)
        {
            text.Append(CultureInfo.InvariantCulture, $"    # {(change.IsAsked ? "? " : "")}{change}\n");
        }
        foreach (var (join, i) in extract.Matches.Select(m => m.Join).OfType<JoinDraft>().Distinct().Select((j, i) => (j, i)))
        {
            text.Append(i == 0 ? "    join:\n" : "").Append(CultureInfo.InvariantCulture, $"      {join.Name}: {{ file: {Text(join.Table.Pattern)}, key: {Key([join.Key])} }}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"    key: {Key(extract.Key)}{(extract.IsKey ? KeyRepeats(extract) : Note(true, KeyDoubt(extract)))}\n");
        text.Append("    assumed: true\n");
        text.Append("    question: \"Is this how the file is exported: its columns, its codes, and whether it is whole each time?\"\n");
        text.Append("    columns:\n");
        foreach (var field in extract.Subject.Fields)
        {
            text.Append(Column(extract, field));
        }
        var left = table.Columns.Where(c => !extract.Matches.Any(m => m.Column.Covers(c))).ToList();
        if (left.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"      # not used: {string.Join(", ", left.Select(c => $"{Masking.ColumnName(c.Name)} ({Kind(c)}{(c.Personal ? ", may be personal" : "")})"))}\n");
        }
    }

    /// <summary>Whether each file is whole: what several of them show, or a question.</summary>
    private static string Complete(ExtractDraft extract) =>
        extract.Kept switch
        {
            null => $"    complete: {{ scope: all }}{Note(true, "is every row delivered each time? Else leave this out")}\n",
            >= Whole and var kept => $"    complete: {{ scope: all }}{Note(false, string.Create(CultureInfo.InvariantCulture, $"{kept:P0} of the keys of a file are in the next one: each is whole"))}\n",
            var kept when extract.Period is { } by => $"    complete: {{ scope: period, by: {by.Name} }}{Note(true, string.Create(CultureInfo.InvariantCulture, $"{kept:P0} of the keys of a file are in the next one, which holds later days only: absence speaks where a manifest tells the period"))}\n",
            var kept => string.Create(CultureInfo.InvariantCulture, $"    # ? {kept:P0} of the keys of a file are in the next one: it is not whole, so that nothing is said of what it does not name; are these the changes only?\n"),
        };

    private static string Form(ExtractDraft extract)
    {
        var columns = extract.Matches.Select(m => m.Column).ToList();
        var dates = columns.SelectMany(c => c.Dates).Distinct().ToList();
        var keys = new List<string>();
        var file = extract.Table.Newest;
        if (extract.Table.Sheets is { } sheets)
        {
            keys.Add($"sheets: {Text(sheets)}");
            if (extract.Table.Header is { } line)
            {
                keys.Add($"title_rows: {line - 1}");
            }
            if (!extract.Table.Files.Any(f => f.HasIsoTexts))
            {
                dates.Remove("yyyy-MM-dd"); // a cell that holds a date, not a text
            }
            if (dates.Count > 0 && dates is not ["dd/MM/yyyy"])
            {
                keys.Add($"dates: [{string.Join(", ", dates)}]");
            }
            AddFooter(keys, extract.Table, quoted: false);
            return $"    xlsx: {{ {string.Join(", ", keys)} }}\n";
        }
        if (dates.Count > 0 && dates is not ["yyyy-MM-dd"])
        {
            keys.Add($"dates: [{string.Join(", ", dates)}]");
        }
        if (columns.Exists(c => c.DecimalComma))
        {
            keys.Add("decimal: \",\"");
        }
        if (columns.Exists(c => c.Thousands))
        {
            keys.Add("thousands: \".\"");
        }
        switch (file.Form)
        {
            case { Xml: { } xml }:
                var all = $"{string.Concat(keys.Select(k => $"      {k}\n"))}      columns:\n{string.Concat(xml.Fields.Select(f => $"        {Text(f.Name)}: {Text(f.Path)}{(f.Repeats ? Note(false, "several in a row") : "")}\n"))}";
                var others = xml.Candidates.Where(c => c.Path != xml.Rows).Take(ShownValues).Select(c => $"{c.Path} ({c.Count})").ToList();
                return $"    xml:\n      rows: {Text(xml.Rows)}{(others.Count > 0 || xml.IsOfOne ? Note(xml.IsGuess, $"{(xml.IsOfOne ? "no element repeats in the example files" : "")}{(others.Count > 0 ? $"{(xml.IsOfOne ? "; " : "")}also: {string.Join(", ", others)}" : "")}") : "")}\n{all}";
            case { Fixed: { } lines }:
                keys.Insert(0, $"encoding: {lines.Encoding}");
                keys.Add("short_lines: pad");
                if (lines.Layout.SkipLines > 0)
                {
                    keys.Add($"skip_lines: {lines.Layout.SkipLines}");
                }
                var otherLines = lines.OtherLines > 0 ? $"; {lines.OtherLines} lines have another length: is one a footer?" : "";
                return $"    fixed:{(lines.Layout.IsGuess ? Note(true, $"where columns begin is guessed from blanks and from sorts of characters{otherLines}") : otherLines.Length > 0 ? Note(true, otherLines[2..]) : "")}\n{string.Concat(keys.Select(k => $"      {k}\n"))}      columns: {{ {string.Join(", ", Places(lines.Layout.Columns))} }}\n";
            default:
                var dialect = file.Form.Dialect!;
                keys.InsertRange(0, [$"delimiter: \"{(dialect.Delimiter == "\t" ? "\\t" : dialect.Delimiter[0])}\"", $"encoding: {dialect.Encoding}", .. dialect.Quote is { } quote and not '"' ? [$"quote: \"{quote}\""] : Array.Empty<string>()]);
                if (file.Header > 1)
                {
                    keys.Add($"skip_lines: {file.Header - 1}");
                }
                AddFooter(keys, extract.Table, quoted: dialect.Quote is not null);
                return $"    csv: {{ {string.Join(", ", keys)} }}\n";
        }
    }

    /// <summary>The line of totals that any of the files ends with.</summary>
    private static void AddFooter(List<string> keys, SketchTable table, bool quoted)
    {
        if (table.Files.Select(f => f.Footer).OfType<string>().Distinct().ToList() is { Count: > 0 } words)
        {
            keys.Add($"footer: {Text($"^{(quoted ? "\"?" : "")}{(words is [var only] ? only : $"({string.Join('|', words)})")}")}");
        }
    }

    private static IEnumerable<string> Places(IReadOnlyList<FixedColumn> columns)
    {
        var next = 1;
        foreach (var column in columns)
        {
            yield return column.Start == next ? $"{Text(column.Name)}: {column.Width}" : $"{Text(column.Name)}: {{ start: {column.Start}, width: {column.Width} }}";
            next = column.End + 1;
        }
    }

    /// <summary>What is said of a field that no column of the files was found for.</summary>
    private const string NotFound = "{ unavailable: { reason: not_found } }";

    private const string Reasons = "reasons:\n  not_found: { ca: no s'ha trobat als fitxers d'exemple, es: no se ha encontrado en los ficheros de ejemplo, en: not found in the example files }\n";

    private static string Column(ExtractDraft extract, ContractField field)
    {
        var must = field.Presence == Presence.Mandatory;
        if (extract.Matches.FirstOrDefault(m => m.Field == field) is not { } match)
        {
            if (field is { Name: "state", List: "case-state" } && extract.Matches.FirstOrDefault(m => m.Field.Name == "closed_on") is { } closed)
            {
                return $"      state: {{ from: {Names(closed.From)}, if_filled: closed, if_empty: open }}{Note(true, "no state was found; a case with a closing date is taken for closed")}\n";
            }
            if (SystemDraft.Own(extract.Subject.Name, field.Name) is { } own && extract.Confidence == SystemDraft.OfRelation)
            {
                return $"      {field.Name}: {{ default: {own} }}{Note(true, "the record names one person")}\n";
            }
            return must ? $"      # {field.Name}: ? must be there and was not found: {field.Description}{Likely(extract, field)}\n"
                : $"      {field.Name}: {NotFound}\n";
        }
        var from = Names(match.From);
        var mapping = match switch
        {
            { Field.Type: FieldType.Refs } when extract.Table.Repeats(match.Column) => $"{{ from: {from}, split: \"{XmlOutline.Separator}\" }}",
            { Field.Type: FieldType.Refs, Column.Separator: { } separator } => $"{{ from: {from}, split: \"{separator}\" }}",
            { Codes: { } codes } => $"{{ from: {from}, code_list: {codes.List} }}",
            { Field.Type: FieldType.Boolean } => Flag(match.Column, from),
            { Field.Type: FieldType.Code } => $"{{ from: {from}, code_list: {field.List} }}",
            { From.Count: > 1 } => $"{{ from: {from} }}",
            _ => from,
        };
        var said = match.Why;
        var without = match.Column.Files.Count(f => f is null);
        if (without > 0)
        {
            said += $"; not in {without} of the files{(must ? ", which cannot be read without it" : "")}";
        }
        if (match.Codes is { } draft && draft.Entries.Where(e => e.Code is null).ToList() is { Count: > 0 } unknown)
        {
            said += match.Column.Personal
                ? $"; {unknown.Count} values not mapped"
                : $"; not mapped: {string.Join(", ", unknown.Take(ShownValues).Select(e => $"{Masking.ColumnName(e.Value)} ({e.Rows})"))}{(unknown.Count > ShownValues ? ", …" : "")}";
        }
        var personal = field.Personal == Personal.No ? "" : field.Personal == Personal.Direct ? "; personal, never stored in the warehouse" : "; personal";
        return $"      {field.Name}: {mapping}{Note(match.Confidence < FieldMatch.Sure || (must && without > 0), $"{match.Confidence:0.00} {said}{personal}")}\n";
    }

    /// <summary>Columns that nothing else took and whose values could be a field's, where only few could.</summary>
    private static string Likely(ExtractDraft extract, ContractField field)
    {
        if (field.Type is not (FieldType.Date or FieldType.Month or FieldType.Money or FieldType.Number or FieldType.Key))
        {
            return "";
        }
        var left = extract.Table.Columns.Where(c => FieldMatcher.Fits(field, c) && c.Kind != SketchKind.Empty && !extract.Matches.Any(m => m.Column.Covers(c))).Select(c => Masking.ColumnName(c.Name)).ToList();
        return left.Count is > 0 and <= FewColumns ? $" Could be: {string.Join(", ", left)}." : "";
    }

    /// <summary>A column's names: one, or the list of all it has had.</summary>
    private static string Names(IReadOnlyList<string> names) => names.Count == 1 ? Text(names[0]) : $"[{string.Join(", ", names.Select(Text))}]";

    /// <summary>The columns of a key; one that has several names is a list in the list.</summary>
    private static string Key(IReadOnlyList<SketchColumn> columns) =>
        columns is [{ Names.Count: 1 } only] ? Text(only.Name) : $"[{string.Join(", ", columns.Select(c => Names(c.Names)))}]";

    private static string Flag(SketchColumn column, string from)
    {
        var yes = column.Set.Where(v => TextFold.Code(v) is "1" or "s" or "si" or "y" or "yes" or "true" or "cert" or "x").Order(StringComparer.Ordinal).ToList();
        var no = column.Set.Except(yes).Order(StringComparer.Ordinal).ToList();
        return $"{{ from: {from}, true_if: [{string.Join(", ", yes.Select(v => $"\"{v}\""))}], false_if: [{string.Join(", ", no.Select(v => $"\"{v}\""))}] }}";
    }

    private static string KeyRepeats(ExtractDraft extract) =>
        extract.Table.DistinctRows(extract.Key) is var (distinct, rows) && distinct < rows ? Note(true, $"of {rows} rows {rows - distinct} have the key of another: the last of them is loaded") : "";

    private static string KeyDoubt(ExtractDraft extract)
    {
        var missing = extract.Subject.Key.Where(k => !extract.Matches.Any(m => m.Field.Name == k)).ToList();
        var unique = extract.Table.Columns.Where(c => c.Unique).Select(c => c.Name).ToList();
        return missing.Count > 0
            ? $"no column found for {string.Join(", ", missing)}{(unique.Count > 0 ? $"; without repeats: {string.Join(", ", unique)}" : "")}"
            : "rows have the same key: what else tells them apart?";
    }

    private static string Kind(SketchColumn column) =>
        column.Kind switch
        {
            SketchKind.Empty => "empty",
            SketchKind.Date => $"date {string.Join(" or ", column.Dates)}",
            SketchKind.Month => $"month {column.MonthForm}",
            SketchKind.Integer => "whole numbers",
            SketchKind.Decimal => column.DecimalComma ? "decimals with comma" : "decimals with point",
            _ => column.Values is { } values ? $"{values.Count} values" : "text",
        };

    private static string Name(SketchTable table) => table.Sheet is { } sheet ? $"{table.File}, sheet {sheet}" : table.File;

    private static string Note(bool doubtful, string said) => $"   # {(doubtful ? "? " : "")}{said.Replace('\n', ' ')}";

    /// <summary>A text as YAML, in quotes where it needs them.</summary>
    private static string Text(string text) =>
        text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' or '/') && char.IsLetter(text[0]) && text[^1] != ' ' && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
            ? text
            : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
