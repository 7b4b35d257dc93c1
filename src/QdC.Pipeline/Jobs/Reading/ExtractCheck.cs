using QdC.Metrics;
using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Checks what an extract says against the contract: its subject, its dates, its completeness, its fields.</summary>
internal sealed class ExtractCheck(
    SystemFile system,
    ExtractDefinition extract,
    Known<Subject> subjects,
    Known<CodeList> lists,
    Problems problems
)
{
    /// <summary>Notes every problem of the extract.</summary>
    public void Check(YamlScalar name, YamlMap node)
    {
        EffectiveDate(node, extract.Xlsx?.EffectiveDateCell);
        if (extract.Assumed && extract.Question is null)
            problems.Error(node.Entry("assumed")!.Key.Place, "an assumed form needs a \"question\"", next: "Write what to ask the council.");
        if (subjects.Find(node.Scalar("subject") ?? name, problems) is not { } subject)
            return;
        Completeness(node, subject);
        KeyList(node);
        new JoinCheck(extract, problems).Check(node);
        new FormCheck(extract, problems).Check(node);
        if (node.Entry("columns") is not { Value: YamlMap columns } entry)
            return;
        Mandatory(entry.Key, subject);
        RecordKey(columns, subject);
        var mapping = new MappingCheck(system, extract, subject, subjects, lists, problems);
        foreach (var column in columns.Entries)
            mapping.Check(column);
    }

    private void KeyList(YamlMap node)
    {
        if (extract.Keys is not { } list || node.Map("keys") is not { } keys)
            return;
        EffectiveDate(keys, (list.Form as XlsxLayout)?.EffectiveDateCell);
        if (extract.Complete is null)
            problems.Error(node.Entry("keys")!.Key.Place, "\"keys\" has no meaning without \"complete\"", next: "complete: { scope: all } says that a key that is not listed is gone.");
        if (list.Key.Count != extract.Key.Count)
            problems.Error((keys.Entry("key") ?? node.Entry("keys")!).Key.Place, $"the list's key has {list.Key.Count} columns and the extract's {extract.Key.Count}");
    }

    private void EffectiveDate(YamlMap node, string? cell)
    {
        if (node.Scalar("file") is not { } file || FilePattern.Form.Fault(file.Text) is not null)
            return;
        if (system.Manifest is null && system.EffectiveDate is null && !system.IsDatedByRun && cell is null && !FilePattern.HasDate(file.Text) && !FilePattern.HasDate(system.Archives ?? ""))
            problems.Error(
                file.Place,
                "nothing tells the effective date of",
                file.Text,
                next: "Put {date:FORM} in the pattern, or declare a manifest, an effective_date file or (xlsx) an effective_date cell; effective_date: as_of says that each run tells it."
            );
    }

    private void Completeness(YamlMap node, Subject subject)
    {
        if (node.Map("complete") is not { } complete)
            return;
        var by = complete.Entry("by");
        switch (complete.Text("scope"))
        {
            case "all" when by is not null:
                problems.Error(by.Key.Place, "\"by\" has no meaning with scope all");
                break;
            case "period" when by is null:
                problems.Error(complete.Place, "missing key \"by\"", next: "scope period needs the date field that says whether a row lies inside it.");
                break;
            case "period" when by!.Value is YamlScalar field:
                if (subject.Field(field.Text) is not { } date)
                    problems.Unknown(field.Place, "field", field.Text, Dates(subject));
                else if (date.Type is not (FieldType.Date or FieldType.Month))
                    problems.Error(field.Place, "this field is no date:", field.Text, NearestName.List(Dates(subject)));
                else if (!extract.Columns.TryGetValue(field.Text, out var mapping) || mapping.From.Count == 0)
                    problems.Error(field.Place, "this field is not read from the source:", field.Text, next: "Absence in a period needs its date.");
                break;
        }
    }

    private void Mandatory(YamlScalar columns, Subject subject)
    {
        foreach (var field in subject.Fields)
            if (
                field.Presence == Presence.Mandatory
                && field.Type != FieldType.Key
                && !extract.Columns.ContainsKey(field.Name)
            )
                problems.Error(
                    columns.Place,
                    $"the mandatory field \"{field.Name}\" of {subject.Name} is not filled",
                    next: subject.Key.Contains(field.Name)
                        ? "It is part of the key: name its source column."
                        : "Name its source column, or say default, derive or unavailable."
                );
    }

    private void RecordKey(YamlMap columns, Subject subject)
    {
        if (subject.Fields.FirstOrDefault(f => f.Type == FieldType.Key) is not { } id || columns.Entry(id.Name) is not { } entry)
            return;
        if (extract.Columns[id.Name].From is { Count: > 0 } from && !(extract.Key.Count == 1 && from.Intersect(extract.Key[0]).Any()))
            problems.Error(
                entry.Key.Place,
                $"\"key\" and \"{id.Name}\" name different columns",
                string.Join(", ", from),
                next: "\"key\" alone is enough."
            );
    }

    private static List<string> Dates(Subject subject) =>
        [.. subject.Fields.Where(f => f.Type is FieldType.Date or FieldType.Month).Select(f => f.Name)];
}
