using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Scaffold;

/// <summary>A column taken for a field of the contract.</summary>
/// <param name="Field">The field.</param>
/// <param name="Column">The column.</param>
/// <param name="Confidence">How sure that is, from 0 to 1.</param>
/// <param name="Why">What speaks for it.</param>
/// <param name="Codes">For a code: what each of its values is likely to mean; null without a value list.</param>
/// <param name="Join">The joined table the column is of; null for the extract's own.</param>
internal sealed record FieldMatch(ContractField Field, SketchColumn Column, double Confidence, string Why, CodeDraft? Codes = null, JoinDraft? Join = null)
{
    /// <summary>From this confidence on nobody is asked to look.</summary>
    public const double Sure = 0.75;

    /// <summary>The column as a mapping calls it, by each name it has in any file, the newest first.</summary>
    public IReadOnlyList<string> From => Join is { } join ? [.. Column.Names.Select(n => $"{join.Name}.{n}")] : Column.Names;
}

/// <summary>Another table of the delivery that has one row for each key.</summary>
/// <param name="Name">What mappings call it.</param>
/// <param name="Table">The table.</param>
/// <param name="Key">Its key.</param>
internal sealed record JoinDraft(string Name, SketchTable Table, SketchColumn Key);

/// <summary>Says how likely a column of an unknown file is a field of the contract: by its name, by what it holds, by whose keys it holds.</summary>
/// <param name="jobs">The contract, its code lists, and the systems already described.</param>
internal sealed class FieldMatcher(JobSet jobs)
{
    private const double KnownName = 0.9;

    /// <summary>What the name of a column says in which nothing stands, as that of closing dates where the examples hold open cases: less than any value.</summary>
    private const double NameAlone = 0.4;
    private const int FewKeys = 10;
    private const int MostUnknownCodes = 60;

    /// <summary>How much a name says of a code none of whose values is known: it is to be looked at.</summary>
    private const double UnknownCodes = 0.7;
    private readonly Dictionary<(string Subject, string Field, string Column), string> _known = Known(jobs);
    private readonly CodeGuesser _codes = new(jobs.CodeLists);

    /// <summary>The different keys of each subject, where a table of it was found.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Keys { get; set; } = new Dictionary<string, HashSet<string>>();

    /// <summary>The match, or null where the column cannot be the field.</summary>
    public FieldMatch? Match(Subject subject, ContractField field, SketchColumn column)
    {
        var (name, why) = column.Names.Select(n => Named(subject.Name, field.Name, n)).MaxBy(n => n.Score);
        if (column.Kind == SketchKind.Empty && name >= KnownName && field.Type is not (FieldType.Key or FieldType.Ref or FieldType.Refs or FieldType.Boolean))
        {
            return new FieldMatch(field, column, NameAlone, $"{why}; empty in the examples", null);
        }
        if (column.Kind == SketchKind.Empty || !Fits(field, column))
        {
            return null;
        }
        if (field is { Type: FieldType.Ref } && field.To == subject.Name && column.Unique)
        {
            return null; // what is another in each row are the records' own keys, no references among them
        }
        if (field is { Type: FieldType.Ref, To: { } to } && Keys.TryGetValue(to, out var keys) && keys.Count >= FewKeys && column.Kind == SketchKind.Text && !column.Set.Overlaps(keys))
        {
            return null;
        }
        var codes = field is { Type: FieldType.Code, List: { } list } ? _codes.Guess(list, column) : null;
        // What is another in each row is no code, and one unknown value in every row is a name of the place or the system.
        if (codes is { Mapped: 0 } && (column.Set.Count > MostUnknownCodes || column is { Unique: true, Rows: > FewKeys } || (column.Set.Count == 1 && field.Presence != Presence.Mandatory)))
        {
            return null;
        }
        var (evidence, seen) = Evidence(field, column, codes);
        if (name == 0 && evidence < 0.5)
        {
            return null;
        }
        var confidence = name == 0 ? 0.9 * evidence : Math.Min(1, (name * (codes is { Mapped: 0, Entries.Count: > 0 } ? UnknownCodes : 0.85)) + (evidence * 0.35));
        return confidence < (codes is { ByLabel: 0 } ? 0.5 : 0.4) ? null : new FieldMatch(field, column, Math.Round(confidence, 2), string.Join("; ", new[] { why, seen }.Where(w => w.Length > 0)), codes);
    }

    private (double Score, string Why) Named(string subject, string field, string column)
    {
        var (name, why) = Vocabulary.Own.OfField(column, subject, field);
        return name < KnownName && _known.TryGetValue((subject, field, TextFold.Header(column)), out var system) ? (KnownName, $"as in {system}") : (name, why);
    }

    /// <summary>True where what a column holds can be typed as the field.</summary>
    public static bool Fits(ContractField field, SketchColumn column) =>
        field.Type switch
        {
            FieldType.Date => column.Kind == SketchKind.Date,
            FieldType.Month => column.Kind is SketchKind.Month or SketchKind.Date,
            FieldType.Integer => column.Kind == SketchKind.Integer,
            FieldType.Money or FieldType.Number => column.Kind is SketchKind.Integer or SketchKind.Decimal,
            FieldType.Boolean => column.Set.Count is 1 or 2,
            FieldType.Code => column.Kind is SketchKind.Integer or SketchKind.Text && column.Values is not null,
            FieldType.Key => column.Kind is SketchKind.Integer or SketchKind.Text && column.Filled > 0.8 * column.Rows && column.Differing > 0.5 * column.Rows,
            FieldType.Ref or FieldType.Refs => column.Kind is SketchKind.Integer or SketchKind.Text,
            FieldType.Name => column.Kind == SketchKind.Text && column.Documents < 0.5,
            FieldType.Identifier => field.Of is "doc" or null || column.Kind is SketchKind.Integer or SketchKind.Text,
            _ => column.Kind is SketchKind.Integer or SketchKind.Text,
        };

    private (double Share, string Why) Evidence(ContractField field, SketchColumn column, CodeDraft? codes)
    {
        switch (field.Type)
        {
            case FieldType.Identifier:
                var share = field.Of switch { "doc" => column.Documents, "cip" => column.Cips, "nass" => column.Nasses, _ => 0 };
                return share > 0.5 ? (1, $"{share:P0} have the form of it") : (0, "");
            case FieldType.Code when codes is not null:
                return codes.ByLabel > 0 ? (codes.Share, $"{codes.Mapped} of {codes.Entries.Count} values known") : (0, codes.Mapped > 0 ? $"{codes.Mapped} of {codes.Entries.Count} values are codes of the list" : "");
            case FieldType.Ref or FieldType.Refs when field.To is { } to && Keys.TryGetValue(to, out var known) && column.Set.Count >= Math.Min(FewKeys, known.Count):
                var held = column.Set.Count(known.Contains) / (double)column.Set.Count;
                return held > 0.9 ? (held, $"{held:P0} are keys of {to}") : (0, "");
            case FieldType.Key when column.Unique:
                return (0.4, column.SaysUnique);
            default:
                return (0, "");
        }
    }

    /// <summary>What the systems already described call a field.</summary>
    private static Dictionary<(string Subject, string Field, string Column), string> Known(JobSet jobs)
    {
        var known = new Dictionary<(string, string, string), string>();
        foreach (var extract in jobs.Systems.Values.SelectMany(s => s.Extracts))
        {
            foreach (var (field, mapping) in extract.Columns)
            {
                foreach (var column in mapping.From)
                {
                    known.TryAdd((extract.Subject, field, TextFold.Header(column)), extract.System);
                }
            }
        }
        return known;
    }
}
