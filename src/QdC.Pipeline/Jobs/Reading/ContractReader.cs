using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Reads <c>contract/&lt;subject&gt;.yaml</c>.</summary>
internal sealed class ContractReader(Known<CodeList> lists, Problems problems)
{
    private static readonly string[] Reserved = ["source_key", "row_no", "sheet", "line", "row_hash", "flaws"];

    /// <summary>Reads every subject.</summary>
    public Known<Subject> Read(IReadOnlyList<JobText> files)
    {
        var subjects = new Dictionary<string, Subject>();
        var nodes = new Dictionary<string, YamlMap>();
        var broken = new HashSet<string>();
        foreach (var file in files)
        {
            if (YamlReader.Read(file.Path, file.Text, problems) is not { } node)
            {
                broken.Add(file.Stem);
                continue;
            }
            new ShapeCheck(problems).Check(node, ContractGrammar.File, "file");
            FileNames.Check(node, "subject", file, problems);
            nodes[file.Stem] = node;
            subjects[file.Stem] = Subject(file.Stem, node);
        }
        var known = new Known<Subject>("subject", subjects, broken);
        foreach (var (name, node) in nodes)
            Check(node, subjects[name], known);
        return known;
    }

    private static Subject Subject(string name, YamlMap node) =>
        new()
        {
            Name = name,
            Kind = ContractGrammar.Kinds.GetValueOrDefault(node.Text("kind") ?? ""),
            Key = node.Texts("key"),
            Description = node.Text("description"),
            Fields = [.. node.Map("fields")?.Entries.Select(Field) ?? []],
        };

    private static ContractField Field(YamlEntry entry)
    {
        var node = entry.Value as YamlMap ?? new(entry.Key.Place, []);
        return new()
        {
            Name = entry.Key.Text,
            Type = ContractGrammar.Types.GetValueOrDefault(node.Text("type") ?? "", FieldType.Label),
            Presence = ContractGrammar.Presences.GetValueOrDefault(node.Text("presence") ?? ""),
            Personal = ContractGrammar.Personals.GetValueOrDefault(node.Text("personal") ?? ""),
            To = node.Text("to"),
            List = node.Text("list"),
            Of = node.Text("of"),
            Reduce = node.Text("reduce"),
            StoredAs = node.Text("stored_as"),
            Min = node.Number("min"),
            Max = node.Number("max"),
            Event = node.Flag("event") ?? false,
            Description = node.Text("description"),
        };
    }

    private void Check(YamlMap node, Subject subject, Known<Subject> subjects)
    {
        foreach (var key in node.Scalars("key"))
            if (subject.Field(key.Text) is not { } field)
                problems.Unknown(key.Place, $"field of {subject.Name}", key.Text, subject.Fields.Select(f => f.Name));
            else if (field.Presence != Presence.Mandatory)
                problems.Error(key.Place, "the key field is not mandatory:", key.Text, next: "Give it presence: mandatory.");
        var stored = Reserved.ToHashSet();
        foreach (var entry in node.Map("fields")?.Entries ?? [])
        {
            var field = subject.Field(entry.Key.Text)!;
            if (field.StoredType is not null && !stored.Add(field.StoredName))
                problems.Error(entry.Key.Place, "the stored name is taken:", field.StoredName, next: "Staging or another field uses it.");
            if (entry.Value is YamlMap options && options.Has("type"))
                Check(entry.Key, options, subject, field, subjects);
        }
    }

    private void Check(YamlScalar name, YamlMap options, Subject subject, ContractField field, Known<Subject> subjects)
    {
        Goes("to", field.Type is FieldType.Ref or FieldType.Refs, required: true);
        Goes("list", field.Type == FieldType.Code, required: true);
        Goes("of", field.Type == FieldType.Identifier, required: true);
        Goes("reduce", field.Type == FieldType.Date, required: false);
        Goes("stored_as", field.Reduce is not null || field.Of == Contract.Document, required: field.Reduce is not null);
        Goes("min", field.Type is FieldType.Integer or FieldType.Money or FieldType.Number, required: false);
        Goes("max", field.Type is FieldType.Integer or FieldType.Money or FieldType.Number, required: false);
        Goes("event", field.Type == FieldType.Date, required: false);
        if (field.Min > field.Max)
            problems.Error(options.Entry("min")!.Value.Place, "\"min\" is greater than \"max\"", options.Text("min"));
        if (options.Scalar("list") is { } list)
            lists.Find(list, problems);
        if (options.Scalar("to") is { } to && to.Text != Contract.Professional)
            subjects.Find(to, problems);
        if (field.Type == FieldType.Key && !subject.Key.SequenceEqual([field.Name]))
            problems.Error(name.Place, "a field of type key is not the subject's whole key:", field.Name, next: $"Write key: [{field.Name}].");
        var direct = field.Type is FieldType.Identifier or FieldType.Name;
        if (direct != (field.Personal == Personal.Direct))
            problems.Error(
                options.Entry("personal")?.Value.Place ?? name.Place,
                direct ? $"{field.Name} must be marked personal: direct" : $"{field.Name} is stored and cannot be personal: direct",
                allowed: direct ? null : "no, quasi",
                next: direct ? "Identifiers and names are dropped after the pass." : "Only identifiers and names are dropped after the pass."
            );

        void Goes(string option, bool fits, bool required)
        {
            if (!fits && options.Entry(option) is { } surplus)
                problems.Error(surplus.Key.Place, $"\"{option}\" does not go with type {options.Text("type")}");
            else if (fits && required && !options.Has(option))
                problems.Error(name.Place, $"missing key \"{option}\"", next: $"A field of type {options.Text("type")} needs it.");
        }
    }
}
