using QdC.Pipeline.Jobs;

namespace QdC.Pipeline.Scaffold;

/// <summary>A table taken for an extract of a subject.</summary>
/// <param name="Name">The extract's name.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Table">The table.</param>
/// <param name="Matches">Its fields, in the contract's order.</param>
/// <param name="Key">The columns that make its key, and whether they do.</param>
/// <param name="IsKey">False where rows have the same key.</param>
/// <param name="Confidence">How sure that is, from 0 to 1.</param>
internal sealed record ExtractDraft(string Name, Subject Subject, SketchTable Table, IReadOnlyList<FieldMatch> Matches, IReadOnlyList<SketchColumn> Key, bool IsKey, double Confidence)
{
    /// <summary>What is not the same in all its files.</summary>
    public IEnumerable<TableChange> Changes => Table.Changes([.. Matches.Where(m => m.Join is null).Select(m => m.Column)]);

    /// <summary>Of the keys of each file, the share that the next one holds too, the least of all; null where one file was looked at or the key is not known.</summary>
    public double? Kept => IsKey ? Table.Kept(Key) : null;

    /// <summary>The date field by which the newest file holds only later rows than the oldest: it tells of a period.</summary>
    public ContractField? Period =>
        Matches.Where(m => m.Field.Type == FieldType.Date && m.Field.Personal == Personal.No && m.Join is null)
            .Select(m => (m.Field, Share: m.Column.BeforeNewest))
            .Where(m => m.Share > MovesOn)
            .OrderByDescending(m => m.Share).Select(m => m.Field).FirstOrDefault();

    private const double MovesOn = 0.3;
}

/// <summary>What a set of files of one system is likely to be.</summary>
/// <param name="System">The system's name.</param>
/// <param name="Extracts">Tables that were recognised.</param>
/// <param name="Rest">Tables that were not, with the subject that comes nearest.</param>
internal sealed record SystemDraft(string System, IReadOnlyList<ExtractDraft> Extracts, IReadOnlyList<(SketchTable Table, string Nearest, double Confidence)> Rest)
{
    private const double Recognised = 0.4;
    private const double RecognisedWithoutKey = 0.65;
    private const double Shared = 0.9;
    private const double JoinedAt = 0.5;
    private const double RenamedAt = 0.5;
    private const double LeadingKey = 0.5;
    private static readonly Dictionary<string, (string Of, string With, string Field, string Code)> Relations = new() { ["case_person"] = ("case", "person", "relation", "principal"), ["beneficiary"] = ("service", "person", "role", "beneficiary") };

    /// <summary>How sure it is that a record which names a person relates the two.</summary>
    public const double OfRelation = 0.6;

    /// <summary>What the one person that a record names is to it; null for another field.</summary>
    public static string? Own(string subject, string field) => Relations.TryGetValue(subject, out var relation) && relation.Field == field ? relation.Code : null;

    /// <summary>Recognises tables: first by names and values, then again knowing whose keys are whose.</summary>
    public static SystemDraft Of(string system, IReadOnlyList<SketchTable> tables, JobSet jobs)
    {
        var (matcher, common) = (new FieldMatcher(jobs), CommonWords(tables));
        matcher.Keys = Keys(Recognise(tables, jobs, matcher, common));
        var extracts = Recognise(tables, jobs, matcher, common);
        Unrivalled(extracts);
        matcher.Keys = Keys(extracts);
        foreach (var (relation, (of, with, _, _)) in Relations)
        {
            if (extracts.Exists(e => e.Subject.Name == relation))
            {
                continue;
            }
            // The tables of the one whose rows also name the other.
            extracts.AddRange(extracts
                .Where(e => e.Subject.Name == of && jobs.Contract.Subjects.ContainsKey(relation))
                .Select(e => Draft(jobs.Contract.Subjects[relation], e.Table, matcher, common, OfRelation))
                .Where(d => d.Matches.Any(m => m.Field.Name == of) && d.Matches.Any(m => m.Field.Name == with && m.Why.Contains("keys of", StringComparison.Ordinal)))
                .ToList());
        }
        extracts = [.. extracts.Select(e => Joined(e, tables.Where(t => t.Rows > 1 && !extracts.Exists(x => x.Table == t)), matcher))];
        var rest = tables.Where(t => !extracts.Exists(e => e.Table == t || e.Matches.Any(m => m.Join?.Table == t))).Select(t =>
        {
            var nearest = Candidates(t, jobs, matcher, common).FirstOrDefault();
            return (t, nearest?.Subject.Name ?? "", nearest?.Confidence ?? 0);
        });
        return new SystemDraft(system, Named(extracts), [.. rest]);
    }

    /// <summary>Fields that an extract lacks are looked for in tables that have one row for each of its rows' keys.</summary>
    private static ExtractDraft Joined(ExtractDraft extract, IEnumerable<SketchTable> others, FieldMatcher matcher)
    {
        var matches = extract.Matches.ToList();
        foreach (var other in others)
        {
            var key = other.Columns.FirstOrDefault(c => c.Unique && extract.Table.Columns.Any(own =>
                TextFold.Header(own.Name) == TextFold.Header(c.Name) && own.Set.Count > 1 && (own.Set.Count(c.Set.Contains) > Shared * own.Set.Count || c.Set.Count(own.Set.Contains) > Shared * c.Set.Count)));
            if (key is null)
            {
                continue;
            }
            var join = new JoinDraft(FileWord(other), other, key);
            var taken = new HashSet<SketchColumn> { key };
            foreach (var match in extract.Subject.Fields
                .Where(f => f.Type != FieldType.Key && !matches.Exists(m => m.Field == f))
                .SelectMany(f => other.Columns.Where(c => c != key && !extract.Table.Columns.Any(own => TextFold.Header(own.Name) == TextFold.Header(c.Name))).Select(c => matcher.Match(extract.Subject, f, c)))
                .OfType<FieldMatch>()
                .Where(m => m.Confidence >= JoinedAt)
                .OrderByDescending(m => m.Confidence))
            {
                if (!matches.Exists(m => m.Field == match.Field) && taken.Add(match.Column))
                {
                    matches.Add(match with { Join = join });
                }
            }
        }
        return extract with { Matches = [.. matches.OrderBy(m => extract.Subject.Fields.ToList().IndexOf(m.Field))] };
    }

    /// <summary>Words that most names bear: the system's own name, a prefix of its exports.</summary>
    private static HashSet<string> CommonWords(IReadOnlyList<SketchTable> tables)
    {
        var names = tables.Select(t => t.File).Distinct().Select(f => Vocabulary.Tokens(Path.GetFileNameWithoutExtension(f)).ToHashSet()).ToList();
        return names.Count < 3 ? [] : [.. names.SelectMany(n => n).CountBy(w => w).Where(w => w.Value > 0.8 * names.Count).Select(w => w.Key)];
    }

    private static List<ExtractDraft> Recognise(IReadOnlyList<SketchTable> tables, JobSet jobs, FieldMatcher matcher, IReadOnlySet<string> common) =>
        [.. tables.Where(t => t.Rows > 1).Select(t => Candidates(t, jobs, matcher, common).FirstOrDefault()).OfType<ExtractDraft>().Where(c => c.Confidence >= (c.Key.Count < c.Subject.Key.Count ? RecognisedWithoutKey : Recognised))];

    /// <summary>Of several tables taken for one dimension those that nothing refers to are dropped: an export's users are no persons assisted.</summary>
    private static void Unrivalled(List<ExtractDraft> extracts)
    {
        foreach (var rivals in extracts.Where(e => e.Subject.Kind == SubjectKind.Dimension).GroupBy(e => e.Subject.Name).Where(g => g.Count() > 1).ToList())
        {
            var references = rivals.ToDictionary(r => r, r => r.Matches.FirstOrDefault(m => m.Field.Type == FieldType.Key) is { } key
                ? extracts.Where(e => e.Table != r.Table).SelectMany(e => e.Table.Columns).Where(c => TextFold.Header(c.Name) == TextFold.Header(key.Column.Name) && c.Set.Count(key.Column.Set.Contains) > 0.9 * c.Set.Count).Sum(c => c.Set.Count)
                : 0);
            if (references.Values.Max() > 0)
            {
                extracts.RemoveAll(e => references.TryGetValue(e, out var count) && count < references.Values.Max());
            }
        }
    }

    private static IEnumerable<ExtractDraft> Candidates(SketchTable table, JobSet jobs, FieldMatcher matcher, IReadOnlySet<string> common) =>
        jobs.Contract.Subjects.Values.Select(s => Draft(s, table, matcher, common, null)).Where(d => d.Matches.Count > 0).OrderByDescending(d => d.Confidence).ThenBy(d => d.Name, StringComparer.Ordinal);

    /// <summary>The best columns for a subject's fields: the surest first, each column and field once.</summary>
    private static ExtractDraft Draft(Subject subject, SketchTable table, FieldMatcher matcher, IReadOnlySet<string> common, double? confidence)
    {
        var taken = new Dictionary<string, FieldMatch>();
        var columns = new HashSet<int>();
        foreach (var match in table.Columns
            .SelectMany(c => subject.Fields.Where(f => f.Type == FieldType.Refs || !table.Repeats(c)).Select(f => matcher.Match(subject, f, c)))
            .OfType<FieldMatch>()
            .OrderByDescending(m => m.Confidence).ThenBy(m => m.Column.Index).ThenBy(m => m.Field.Name, StringComparer.Ordinal))
        {
            if (!taken.TryGetValue(match.Field.Name, out var first))
            {
                if (columns.Add(match.Column.Index))
                {
                    taken[match.Field.Name] = match;
                }
            }
            else if (match.Confidence >= RenamedAt && !columns.Contains(match.Column.Index) && first.Column.IsNeverBeside(match.Column)
                && matcher.Match(subject, match.Field, first.Column.With(match.Column)) is { } both)
            {
                columns.Add(match.Column.Index);
                taken[match.Field.Name] = both with { Confidence = Math.Min(both.Confidence, match.Confidence), Why = first.Why == match.Why ? both.Why : $"{first.Why}; {match.Why}" };
            }
        }
        // A list begins with what its rows are known by, however that is called.
        if (subject.Fields.FirstOrDefault(f => f.Type == FieldType.Key && !taken.ContainsKey(f.Name)) is { } own && table.Columns.FirstOrDefault() is { Unique: true } leading
            && FieldMatcher.Fits(own, leading) && taken.Values.All(m => m.Column.Index != leading.Index || m.Field.Type == FieldType.Label))
        {
            taken[own.Name] = new FieldMatch(own, leading, LeadingKey, $"the first column; {leading.SaysUnique}");
        }
        var matches = subject.Fields.Where(f => taken.ContainsKey(f.Name)).Select(f => taken[f.Name]).ToList();
        var key = subject.Key.Where(taken.ContainsKey).Select(f => taken[f].Column).ToList();
        return new ExtractDraft(subject.Name, subject, table, matches, key, key.Count == subject.Key.Count && IsKey(table, key), confidence ?? Sureness(subject, table, taken, common));
    }

    /// <summary>By the file's and sheet's name, by the fields that must be there, and by how many of its columns are explained.</summary>
    private static double Sureness(Subject subject, SketchTable table, Dictionary<string, FieldMatch> taken, IReadOnlySet<string> common)
    {
        var name = Math.Max(Vocabulary.Own.OfSubject(table.File, subject.Name, common), table.Sheet is { } sheet ? Vocabulary.Own.OfSubject(sheet, subject.Name, common) : 0);
        var must = subject.Fields.Where(f => f.Presence == Presence.Mandatory).ToList();
        var covered = must.Count == 0 ? 1 : must.Sum(f => taken.TryGetValue(f.Name, out var m) ? m.Confidence : 0) / must.Count;
        var explained = taken.Values.Sum(m => m.Confidence) / Math.Min(table.Columns.Count, subject.Fields.Count);
        return Math.Round((0.4 * name) + (0.35 * covered) + (0.25 * Math.Min(1, explained)), 2);
    }

    private static bool IsKey(SketchTable table, IReadOnlyList<SketchColumn> columns) =>
        columns.Count == 1 ? columns[0].Unique
        : columns.Count > 1 && columns.All(c => c.Full) && table.DistinctRows(columns) is var (distinct, rows) && distinct >= 0.98 * rows;

    private static Dictionary<string, HashSet<string>> Keys(IEnumerable<ExtractDraft> extracts)
    {
        var keys = new Dictionary<string, HashSet<string>>();
        foreach (var extract in extracts)
        {
            if (extract.Matches.FirstOrDefault(m => m.Field.Type == FieldType.Key) is { } key)
            {
                (keys.TryGetValue(extract.Subject.Name, out var known) ? known : keys[extract.Subject.Name] = []).UnionWith(key.Column.Set);
            }
        }
        return keys;
    }

    /// <summary>Extracts of one subject bear their file's name behind it.</summary>
    private static List<ExtractDraft> Named(List<ExtractDraft> extracts)
    {
        var several = extracts.GroupBy(e => e.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. extracts.Select(e => several.Contains(e.Name) ? e with { Name = $"{e.Name}_{FileWord(e.Table)}" } : e)];
    }

    private static string FileWord(SketchTable table) => string.Join('_', Vocabulary.Tokens(Path.GetFileNameWithoutExtension(table.Sheet is { } s ? $"{table.File} {s}" : table.File)).Where(t => !t.All(char.IsDigit)));
}
