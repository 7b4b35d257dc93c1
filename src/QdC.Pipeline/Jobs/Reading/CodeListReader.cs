using System.Globalization;
using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>
/// Reads <c>code-lists/&lt;list&gt;.csv</c> (common codes) and <c>code-lists/&lt;list&gt;.&lt;system&gt;.csv</c> (a system's mapping), and what changes in either from a day on,
/// <c>&lt;list&gt;@&lt;day&gt;.csv</c> and <c>&lt;list&gt;.&lt;system&gt;@&lt;day&gt;.csv</c>.
/// </summary>
internal sealed class CodeListReader(Problems problems)
{
    private static readonly string[] Languages = ["ca", "es", "en"];
    private static readonly string[] ListColumns = ["key", "code", .. Languages];
    private static readonly string[] MappingColumns = ["source_code", "code", "label"];
    private readonly Dictionary<string, CodeList> lists = [];
    private readonly HashSet<string> broken = [];
    private readonly Dictionary<(string List, string System), IReadOnlyList<CodeMapping>> mappings = [];
    private readonly List<(JobText File, string List, string System)> mappingFiles = [];
    private readonly List<(JobText File, string List, string System, DateOnly From)> overlays = [];
    private readonly List<(JobText File, string List, DateOnly From)> listOverlays = [];

    /// <summary>Reads every common list, then every mapping.</summary>
    public static (Known<CodeList> Lists, CodeListReader Reader) Read(IReadOnlyList<JobText> files, Problems problems)
    {
        var reader = new CodeListReader(problems);
        foreach (var file in files)
        {
            if (file.Stem == Report.RudelForm.Stem) // no code list: it names figures, and is read with them
                continue;
            var parts = file.Stem.Split('.');
            if (parts is [var ofList, var dated] && dated.Split('@') is [var ofSystem, var day])
            {
                if (TimeForms.ParseDate(day) is { } from && Forms.FileName.Fault(ofList) is null && Forms.FileName.Fault(ofSystem) is null)
                    reader.overlays.Add((file, ofList, ofSystem, from));
                else
                    problems.Error(file.Start, "bad file name", file.Stem, "<list>.<system>@yyyy-MM-dd.csv");
            }
            else if (parts is [var dayed] && dayed.Split('@') is [var name, var since])
            {
                if (TimeForms.ParseDate(since) is { } from && Forms.FileName.Fault(name) is null)
                    reader.listOverlays.Add((file, name, from));
                else
                    problems.Error(file.Start, "bad file name", file.Stem, "<list>@yyyy-MM-dd.csv");
            }
            else if (parts.Length > 2 || !parts.All(p => Forms.FileName.Fault(p) is null))
                problems.Error(file.Start, "bad file name", file.Stem, "<list>.csv or <list>.<system>.csv");
            else if (parts.Length == 2)
                reader.mappingFiles.Add((file, parts[0], parts[1]));
            else
                reader.List(file);
        }
        foreach (var (file, list, from) in reader.listOverlays.OrderBy(o => o.From))
            reader.Later(file, list, from);
        foreach (var (file, list, system) in reader.mappingFiles)
            if (reader.Mapping(file, list, system) is { } rows)
                reader.mappings[(list, system)] = [.. rows.Select(r => r.Row)];
        return (new("code list", reader.lists, reader.broken), reader);
    }

    /// <summary>Notes mappings of systems that do not exist and gives the whole set; a system like another has its mappings where it has none of its own.</summary>
    public CodeListSet Finish(Known<SystemFile> systems)
    {
        foreach (var (file, _, system) in mappingFiles)
            systems.Find(new YamlScalar(file.Start, system, Plain: true), problems);
        foreach (var system in systems.Items.Values.Where(s => s.Like is not null))
            foreach (var (list, rows) in mappings.Where(m => m.Key.System == system.Like).Select(m => (m.Key.List, m.Value)).ToList())
                mappings.TryAdd((list, system.Name), rows);
        foreach (var (file, list, system, from) in overlays.OrderBy(o => o.From))
            if (systems.Find(new YamlScalar(file.Start, system, Plain: true), problems) is not null)
                Overlay(file, list, system, from);
        return new(lists, mappings);
    }

    private void List(JobText file)
    {
        var table = CsvTable.Read(file, problems);
        if (Columns(file, table, ListColumns) is not { } column)
        {
            broken.Add(file.Stem);
            return;
        }
        var entries = new List<CodeEntry>();
        var (keys, codes) = (new Dictionary<int, int>(), new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase));
        var last = 0;
        foreach (var row in table.Rows.Where(row => Complete(table, row)))
        {
            var (key, code) = (row[column["key"]], row[column["code"]]);
            if (!int.TryParse(key.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
                problems.Error(key.Place, "bad key", key.Text, "a whole number from 1");
            else if (!keys.TryAdd(number, key.Place.Line))
                problems.Error(key.Place, "duplicate key", key.Text, next: $"It stands already at line {keys[number]}.");
            else if (number < last)
                problems.Error(key.Place, "key out of order", key.Text, next: "Keys are append-only: a new code comes last, with the next number.");
            last = Math.Max(last, number);
            if (code.Text == "")
                problems.Error(code.Place, "a code is missing");
            else if (!codes.TryAdd(code.Text, code.Place.Line))
                problems.Error(code.Place, "duplicate code", code.Text, next: $"It stands already at line {codes[code.Text]}.");
            if (file.Stem == "municipality" && Forms.Municipality.Fault(code.Text) is { } fault)
                problems.Error(code.Place, "bad municipality code", code.Text, Forms.Municipality.Allowed, next: fault == "" ? null : fault);
            foreach (var language in Languages.Where(l => row[column[l]].Text == ""))
                problems.Error(row[column[language]].Place, $"the label in \"{language}\" is missing", next: $"Code {code.Text} needs a label in ca, es and en.");
            entries.Add(Entry(number, code.Text, table, row));
        }
        if (entries.Count == 0)
            problems.Error(file.Start, "the code list is empty");
        if (table.Rows.Any(row => row.Count != table.Header.Count))
            broken.Add(file.Stem);
        else
            lists[file.Stem] = new(file.Stem, entries);
    }

    /// <summary>Adds what a dated file says of the codes' attributes. One that repeats what holds then is a mistake.</summary>
    private void Later(JobText file, string listName, DateOnly from)
    {
        if (!lists.TryGetValue(listName, out var list))
        {
            if (!broken.Contains(listName))
                problems.Unknown(file.Start, "code list", listName, lists.Keys);
            return;
        }
        var table = CsvTable.Read(file, problems);
        if (Columns(file, table, ["code"]) is not { } column)
            return;
        var known = list.Entries.SelectMany(e => e.Attributes.Keys).ToHashSet();
        foreach (var cell in table.Header.Where(h => h.Text != "code" && !known.Contains(h.Text)))
            problems.Unknown(cell.Place, $"attribute of {listName}", cell.Text, known);
        var entries = list.Entries.ToDictionary(e => e.Code);
        var seen = new HashSet<string>();
        foreach (var row in table.Rows.Where(row => Complete(table, row)))
        {
            var code = row[column["code"]];
            if (!entries.TryGetValue(code.Text, out var entry))
            {
                problems.Unknown(code.Place, $"code of {listName}", code.Text, entries.Keys);
                continue;
            }
            var before = entry.AttributesOn(from);
            var values = column.Where(c => known.Contains(c.Key) && row[c.Value].Text != before.GetValueOrDefault(c.Key, "")).ToDictionary(c => c.Key, c => row[c.Value].Text);
            if (!seen.Add(code.Text))
                problems.Error(code.Place, "duplicate code", code.Text);
            else if (values.Count == 0)
                problems.Error(code.Place, "this holds already:", code.Text, next: "A dated file says only what differs.");
            else
                entries[code.Text] = entry with { Later = [.. entry.Later, new(from, values)] };
        }
        lists[listName] = list with { Entries = [.. list.Entries.Select(e => entries[e.Code])] };
    }

    private static CodeEntry Entry(int key, string code, CsvTable table, IReadOnlyList<CsvCell> row)
    {
        var (labels, attributes) = (new Dictionary<string, string>(3), new Dictionary<string, string>());
        for (var i = 0; i < row.Count; i++)
        {
            var name = table.Header[i].Text;
            if (Languages.Contains(name))
                labels[name] = row[i].Text;
            else if (name is not ("key" or "code"))
                attributes[name] = row[i].Text;
        }
        return new(key, code, labels, attributes);
    }

    /// <summary>
    /// Adds what a dated file of differences says to the mapping it changes: from its date on its rows hold. One that repeats what
    /// holds then, or stands beside a row of the mapping with the same date, is a mistake.
    /// </summary>
    private void Overlay(JobText file, string listName, string system, DateOnly from)
    {
        if (Mapping(file, listName, system) is not { } rows)
            return;
        if (!mappings.TryGetValue((listName, system), out var before))
        {
            problems.Error(file.Start, "there is no mapping to change", $"{listName}.{system}.csv", next: "Write the mapping first; a dated file holds only the difference.");
            return;
        }
        var changed = new List<CodeMapping>();
        foreach (var (place, row) in rows)
        {
            var same = before.Where(b => TextFold.Code(b.SourceCode) == TextFold.Code(row.SourceCode) && (row.SourceCode != "" || TextFold.Code(b.Label) == TextFold.Code(row.Label))).ToList();
            if (row.ValidFrom is not null)
                problems.Error(place, "a dated file needs no valid_from", next: $"All its rows hold from {from:yyyy-MM-dd}.");
            else if (same.Exists(b => b.ValidFrom == from))
                problems.Error(place, "two mappings hold from the same date", row.SourceCode == "" ? row.Label : row.SourceCode);
            else if (same.Where(b => b.ValidFrom is null || b.ValidFrom < from).MaxBy(b => b.ValidFrom ?? DateOnly.MinValue) is { } held && held.Code == row.Code && held.Label == row.Label)
                problems.Error(place, "this holds already:", row.SourceCode == "" ? row.Label : row.SourceCode, next: "A dated file says only what differs.");
            else
                changed.Add(row with { ValidFrom = from });
        }
        mappings[(listName, system)] = [.. before, .. changed];
    }

    private List<(Place Place, CodeMapping Row)>? Mapping(JobText file, string listName, string system)
    {
        if (!lists.TryGetValue(listName, out var list) && !broken.Contains(listName))
            problems.Unknown(file.Start, "code list", listName, lists.Keys);
        var table = CsvTable.Read(file, problems);
        if (Columns(file, table, MappingColumns) is not { } column)
            return null;
        var codes = list?.Entries.Select(e => e.Code).ToHashSet();
        var rows = new List<(Place, CodeMapping)>();
        var seen = new Dictionary<(string, DateOnly?), int>();
        foreach (var row in table.Rows.Where(row => Complete(table, row)))
        {
            var (source, code, label) = (row[column["source_code"]], row[column["code"]], row[column["label"]]);
            DateOnly? from = null;
            if (column.TryGetValue("valid_from", out var fromColumn) && row[fromColumn] is { Text: not "" } date)
            {
                from = TimeForms.ParseDate(date.Text);
                if (from is null)
                    problems.Error(date.Place, "bad date", date.Text, TimeForms.Date.Allowed);
            }
            if (source.Text == "" && label.Text == "")
                problems.Error(source.Place, "a row needs a source_code or a label");
            else if (!seen.TryAdd((TextFold.Code(source.Text == "" ? label.Text : source.Text), from), source.Place.Line))
                problems.Error(
                    source.Place,
                    "duplicate source code",
                    source.Text == "" ? label.Text : source.Text,
                    next: $"It stands already at line {seen[(TextFold.Code(source.Text == "" ? label.Text : source.Text), from)]}; case and accents do not count."
                );
            if (code.Text != "" && codes is not null && !codes.Contains(code.Text))
                problems.Unknown(code.Place, $"code of {listName}", code.Text, codes);
            rows.Add((source.Place, new(source.Text, code.Text, label.Text, from)));
        }
        return rows;
    }

    /// <summary>Index of each column by name, or null when a required one is missing.</summary>
    private Dictionary<string, int>? Columns(JobText file, CsvTable table, string[] required)
    {
        var column = new Dictionary<string, int>();
        for (var i = 0; i < table.Header.Count; i++)
        {
            var cell = table.Header[i];
            if (cell.Text == "")
                problems.Error(cell.Place, "a column has no name");
            else if (!column.TryAdd(cell.Text, i))
                problems.Error(cell.Place, "duplicate column", cell.Text);
        }
        var missing = required.Where(r => !column.ContainsKey(r)).ToList();
        foreach (var name in missing)
            problems.Error(
                file.Start,
                $"missing column \"{name}\"",
                next: $"The first line needs {string.Join(",", required)}."
            );
        return missing.Count == 0 ? column : null;
    }

    private bool Complete(CsvTable table, IReadOnlyList<CsvCell> row)
    {
        if (row.Count == table.Header.Count)
            return true;
        problems.Error(row[0].Place, $"the row has {row.Count} values", next: $"The header has {table.Header.Count}; a value with a comma needs quotes.");
        return false;
    }
}
