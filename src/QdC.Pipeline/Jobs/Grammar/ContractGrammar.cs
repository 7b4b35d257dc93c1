namespace QdC.Pipeline.Jobs.Grammar;

/// <summary>The grammar of <c>etl-jobs/contract/&lt;subject&gt;.yaml</c>.</summary>
internal static class ContractGrammar
{
    /// <summary>Words of <c>type</c> and what they mean.</summary>
    public static readonly IReadOnlyDictionary<string, FieldType> Types = new Dictionary<string, FieldType>
    {
        ["key"] = FieldType.Key,
        ["ref"] = FieldType.Ref,
        ["refs"] = FieldType.Refs,
        ["date"] = FieldType.Date,
        ["month"] = FieldType.Month,
        ["code"] = FieldType.Code,
        ["integer"] = FieldType.Integer,
        ["money"] = FieldType.Money,
        ["number"] = FieldType.Number,
        ["boolean"] = FieldType.Boolean,
        ["label"] = FieldType.Label,
        ["identifier"] = FieldType.Identifier,
        ["name"] = FieldType.Name,
    };

    /// <summary>Words of <c>presence</c> and what they mean.</summary>
    public static readonly IReadOnlyDictionary<string, Presence> Presences = new Dictionary<string, Presence>
    {
        ["optional"] = Presence.Optional,
        ["expected"] = Presence.Expected,
        ["mandatory"] = Presence.Mandatory,
    };

    /// <summary>Words of <c>personal</c> and what they mean.</summary>
    public static readonly IReadOnlyDictionary<string, Personal> Personals = new Dictionary<string, Personal>
    {
        ["no"] = Personal.No,
        ["quasi"] = Personal.Quasi,
        ["direct"] = Personal.Direct,
    };

    /// <summary>Words of <c>kind</c> and what they mean.</summary>
    public static readonly IReadOnlyDictionary<string, SubjectKind> Kinds = new Dictionary<string, SubjectKind>
    {
        ["dimension"] = SubjectKind.Dimension,
        ["fact"] = SubjectKind.Fact,
    };

    private static readonly KeysShape Field = new([
        new("type", new ChoiceShape([.. Types.Keys]), "The kind of value; decides how text is read and how it is stored.", Required: true),
        new("to", new TextShape(Forms.FieldName), "The subject a ref or refs field points to, or professional."),
        new("list", new TextShape(Forms.FileName), "The code list of a code field."),
        new("of", new ChoiceShape("doc", "cip", "nass", "phone", "email"), "The kind of an identifier field."),
        new("reduce", new ChoiceShape("year"), "Keeps only the year of a date."),
        new("stored_as", new TextShape(Forms.FieldName), "The name a reduced value, or the pseudonym of a sound DNI or NIE, is stored under."),
        new("presence", new ChoiceShape([.. Presences.Keys]), "What an empty value does: nothing, a query (expected) or a rejected row (mandatory). Default: optional."),
        new("personal", new ChoiceShape([.. Personals.Keys]), "How far it identifies a person. Default: no."),
        new("min", new NumberShape(), "Smallest plausible value of a number."),
        new("max", new NumberShape(), "Largest plausible value of a number."),
        new("event", new FlagShape(), "True for the date of an event, which should not lie after the delivery's effective date. Default: false."),
        new("description", new TextShape(), "What the field means; becomes its documentation.", Required: true),
    ]);

    /// <summary>The whole file.</summary>
    public static readonly KeysShape File = new([
        new("subject", new TextShape(Forms.FieldName), "The subject's name, the same as the file's.", Required: true),
        new("kind", new ChoiceShape([.. Kinds.Keys]), "dimension: an absent key closes its row. fact: an absent key is retired.", Required: true),
        new("description", new TextShape(), "What one row is; becomes its documentation.", Required: true),
        new("key", new ListShape(new TextShape(Forms.FieldName), OrOne: true), "The fields that make the natural key, in order.", Required: true),
        new("fields", new TableShape(Forms.FieldName, Field), "The fields in the order they are stored.", Required: true),
    ]);
}
