using System.Globalization;
using QdC.Pipeline.Jobs.Grammar;
using QdC.Pipeline.Jobs.Yaml;

namespace QdC.Pipeline.Jobs.Reading;

/// <summary>Checks how each field of an extract is filled against what the contract says of the field.</summary>
internal sealed class MappingCheck(
    SystemFile system,
    ExtractDefinition extract,
    Subject subject,
    Known<Subject> subjects,
    Known<CodeList> lists,
    Problems problems
)
{
    /// <summary>Notes every problem of one field's mapping.</summary>
    public void Check(YamlEntry entry)
    {
        if (Field(entry.Key) is not { } field || entry.Value is not YamlMap node)
            return;
        if (subject.Key.Contains(field.Name) && node.Entry("unavailable") is { } unavailable)
            problems.Error(unavailable.Key.Place, "a key cannot be unavailable:", field.Name, next: "Without its key no row can be told from another.");
        if (subject.Key.Contains(field.Name) && node.Entry("derive") is { } derived)
            problems.Error(derived.Key.Place, "a key cannot be derived:", field.Name);
        Goes(node, "split", field.Type == FieldType.Refs, "refs", field);
        Goes(node, "true_if", field.Type == FieldType.Boolean, "boolean", field);
        Goes(node, "false_if", field.Type == FieldType.Boolean, "boolean", field);
        Goes(node, "if_filled", field.Type is FieldType.Code or FieldType.Boolean, "code and boolean", field);
        Goes(node, "if_empty", field.Type is FieldType.Code or FieldType.Boolean, "code and boolean", field);
        foreach (var constant in new[] { node.Scalar("if_filled"), node.Scalar("if_empty") }.OfType<YamlScalar>())
            Typed(constant, field);
        Goes(node, "code_list", field.Type == FieldType.Code, "code", field);
        if (node.Scalar("code_list") is { } list && lists.Find(list, problems) is not null && field.List is not null && lists.Get(field.List) is not null && list.Text != field.List)
            problems.Error(list.Place, $"{subject.Name}.{field.Name} takes another code list than", list.Text, field.List);
        foreach (var text in node.Scalars("false_if").Where(f => node.Texts("true_if").Contains(f.Text)))
            problems.Error(text.Place, "a text means both true and false:", text.Text);
        OnlyWhen(node, field);
        Default(node.Entry("default")?.Value, field);
        Derive(node, field);
    }

    private ContractField? Field(YamlScalar name)
    {
        var field = subject.Field(name.Text);
        if (field is null)
            problems.Unknown(name.Place, "field", name.Text, subject.Fields.Select(f => f.Name));
        return field;
    }

    private void Goes(YamlMap node, string option, bool fits, string type, ContractField field)
    {
        if (!fits && node.Entry(option) is { } surplus)
            problems.Error(surplus.Key.Place, $"\"{option}\" is for {type} fields; {field.Name} is {TypeName(field)}");
    }

    private void OnlyWhen(YamlMap node, ContractField field)
    {
        foreach (var condition in node.Map("only_when")?.Entries ?? [])
        {
            if (Field(condition.Key) is not { } other)
                continue;
            if (other.Name == field.Name || !extract.Columns.ContainsKey(other.Name))
                problems.Error(condition.Key.Place, "the condition names a field that is not filled here:", other.Name);
            else if (other.Type != FieldType.Code)
                problems.Error(condition.Key.Place, $"a condition needs a code field; {other.Name} is {TypeName(other)}");
            else if (condition.Value is YamlScalar code)
                Code(code, other);
        }
    }

    private void Default(YamlNode? node, ContractField field)
    {
        if (node is null)
            return;
        if (field.Type is FieldType.Key or FieldType.Ref or FieldType.Refs or FieldType.Identifier or FieldType.Name)
        {
            problems.Error(node.Place, $"a constant cannot fill {field.Name}, which is {TypeName(field)}");
            return;
        }
        if (node is YamlScalar constant)
            Typed(constant, field);
        var from = new HashSet<DateOnly?>();
        foreach (var dated in (node as YamlList)?.Items.OfType<YamlMap>() ?? [])
        {
            if (dated.Scalar("value") is { } value)
                Typed(value, field);
            var holdsFrom = TimeForms.ParseDate(dated.Text("from"));
            if ((holdsFrom is not null || !dated.Has("from")) && !from.Add(holdsFrom))
                problems.Error(dated.Place, "two values hold from the same date", dated.Text("from"));
        }
    }

    private void Typed(YamlScalar value, ContractField field)
    {
        if (value.Scalar == ScalarKind.Empty)
            return;
        if (field.Type == FieldType.Code)
            Code(value, field);
        else if (!IsTyped(value.Text, field))
            problems.Error(value.Place, $"the default does not fit {field.Name}, which is {TypeName(field)}:", value.Text);
    }

    private static bool IsTyped(string text, ContractField field) =>
        field.Type switch
        {
            FieldType.Date => TimeForms.ParseDate(text) is not null,
            FieldType.Month => TimeForms.ParseDate(text) is { Day: 1 },
            FieldType.Boolean => text is "true" or "false",
            FieldType.Integer => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
                && !(n < field.Min)
                && !(n > field.Max),
            FieldType.Money or FieldType.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var n)
                && !(n < field.Min)
                && !(n > field.Max),
            _ => true,
        };

    private void Code(YamlScalar code, ContractField field)
    {
        if (field.List is null || lists.Get(field.List) is not { } list || list.Entries.Any(e => e.Code == code.Text))
            return;
        problems.Unknown(code.Place, $"code of {field.List}", code.Text, list.Entries.Select(e => e.Code));
    }

    private void Derive(YamlMap node, ContractField field)
    {
        if (node.Scalar("derive") is not { } derive)
            return;
        string[] needed = derive.Text switch
        {
            "state_change" => ["to"],
            "join" => ["extract", "by", "field"],
            _ => [],
        };
        foreach (var key in needed.Where(key => !node.Has(key)))
            problems.Error(node.Place, $"missing key \"{key}\"", next: $"derive: {derive.Text} needs it.");
        string[] allowed = derive.Text == "state_change" ? ["to", "field"] : needed;
        foreach (var surplus in node.Entries.Where(e => e.Key.Text is "to" or "field" or "extract" or "by" && !allowed.Contains(e.Key.Text)))
            problems.Error(surplus.Key.Place, $"\"{surplus.Key.Text}\" has no meaning with derive: {derive.Text}");
        if (derive.Text is "first_seen" or "state_change" && field.Type != FieldType.Date)
            problems.Error(derive.Place, $"derive: {derive.Text} gives a date; {field.Name} is {TypeName(field)}");
        if (derive.Text == "state_change")
            StateChange(node, derive);
        else if (derive.Text == "join")
            Join(node, field);
    }

    private void StateChange(YamlMap node, YamlScalar derive)
    {
        var name = node.Scalar("field") ?? new YamlScalar(derive.Place, "state", Plain: true);
        if (Field(name) is not { } watched)
            return;
        if (watched.Type != FieldType.Code)
            problems.Error(name.Place, $"a state is a code field; {watched.Name} is {TypeName(watched)}");
        else if (node.Scalar("to") is { } to)
            Code(to, watched);
    }

    private void Join(YamlMap node, ContractField field)
    {
        if (node.Scalar("extract") is not { } name)
            return;
        var other =
            system.Extracts.FirstOrDefault(e => e.Name == name.Text) ?? system.Extracts.FirstOrDefault(e => e.Subject == name.Text);
        if (other is null)
        {
            problems.Unknown(name.Place, $"extract of {system.Name}", name.Text, system.Extracts.Select(e => e.Name));
            return;
        }
        if (node.Scalar("by") is { } by && Field(by) is { } reference && (reference.Type != FieldType.Ref || reference.To != other.Subject))
            problems.Error(by.Place, $"\"by\" needs a ref to {other.Subject}; {reference.Name} is {TypeName(reference)}");
        if (node.Scalar("field") is not { } wanted || subjects.Get(other.Subject) is not { } otherSubject)
            return;
        if (otherSubject.Field(wanted.Text) is not { } source)
            problems.Unknown(wanted.Place, $"field of {otherSubject.Name}", wanted.Text, otherSubject.Fields.Select(f => f.Name));
        else if (source.Type != field.Type || source.List != field.List || source.To != field.To)
            problems.Error(wanted.Place, $"{otherSubject.Name}.{source.Name} is {TypeName(source)}, {field.Name} is {TypeName(field)}");
    }

    private static string TypeName(ContractField field)
    {
        var type = ContractGrammar.Types.First(t => t.Value == field.Type).Key;
        return field switch
        {
            { To: { } to } => $"{type} to {to}",
            { List: { } list } => $"{type} of {list}",
            _ => type,
        };
    }
}
