using QdC.Warehouse;

namespace QdC.Pipeline.Link;

/// <summary>The records in a database in memory, and the pairs compared there. Nothing of it is ever written to disk.</summary>
internal sealed class PairTables : IDisposable
{
    // Pairs drawn for u: enough to see what one pair in ten thousand shows, and a small part of what blocking may compare.
    private const int MostDrawn = 100_000;
    private const double DrawnShare = 0.0025;

    private static readonly Slot[] WithFrequency = [Slot.Given, Slot.Surname1, Slot.Surname2, Slot.Birth, Slot.Phone, Slot.Street, Slot.Postcode, Slot.Municipality];

    private readonly DuckDbSession _db;
    private readonly IReadOnlyCollection<Slot> _slots;
    private readonly int _records;

    /// <summary>Puts the records in, each at its place in the order.</summary>
    public PairTables(PersonRecords records, int[] order, IReadOnlyCollection<Slot> slots, DuckDbSettings settings)
    {
        _slots = slots;
        _records = records.Count;
        _db = DuckDbSession.Open(":memory:", settings with { TempDirectory = null });
        var texts = string.Concat(Slots.All.Select(s => $", {s.Name()} VARCHAR"));
        var counts = string.Concat(WithFrequency.Where(slots.Contains).Select(s => $", {s.Name()}_n INTEGER"));
        _db.Execute($"CREATE TABLE person (row INTEGER{texts}{counts}, one_form VARCHAR, document_kind SMALLINT)");
        _db.Execute("CREATE TABLE key (row INTEGER, given INTEGER, surname1 INTEGER, surname2 INTEGER, birth INTEGER, birth_year INTEGER, birth_monthday INTEGER, "
            + "document INTEGER, document_head INTEGER, document_tail INTEGER, cip INTEGER, nass INTEGER, phone INTEGER, street INTEGER, postcode INTEGER, municipality INTEGER)");
        FillPersons(records, order);
        FillKeys(records, order);
    }

    /// <summary>The database.</summary>
    public DuckDbSession Db => _db;

    /// <summary>Draws pairs of records at random, compares them and counts their patterns. Drawn are neighbours in the order of content, which is random.</summary>
    public IReadOnlyList<PatternCount> Draw()
    {
        var wanted = Math.Min(MostDrawn, DrawnShare * _records * (_records - 1.0) / 2);
        var distances = (int)Math.Ceiling(wanted / Math.Max(1, _records));
        _db.Execute(
            $"""
            CREATE TABLE drawn AS
            SELECT row AS a, ((row + d) % {_records})::INTEGER AS b FROM person, range(1, {distances + 1}) t(d)
            WHERE d < {(_records + 1) / 2} AND row < {Math.Ceiling(wanted / Math.Max(1, distances)).ToString(System.Globalization.CultureInfo.InvariantCulture)}
            """);
        Compare("drawn", "drawn_compared");
        _db.Execute("DROP TABLE drawn");
        return Patterns("drawn_compared");
    }

    /// <summary>Compares the pairs that blocking found and counts their patterns.</summary>
    public IReadOnlyList<PatternCount> Compare()
    {
        Compare("pair", "compared");
        _db.Execute("DROP TABLE pair");
        return Patterns("compared");
    }

    /// <summary>Weighs the compared pairs; gives those of at least this weight, and those on which a rule speaks.</summary>
    public List<LinkEdge> Score(LinkModel model, IReadOnlyList<PatternCount> patterns, double least)
    {
        _db.Execute("CREATE TABLE chance (pattern BIGINT, rung SMALLINT, household DOUBLE, twin DOUBLE, namesake DOUBLE, stranger DOUBLE)");
        var mixture = new Mixture(model, _records);
        using (var appender = _db.Append("main", "chance"))
        {
            Span<double> chances = stackalloc double[Mixture.Relations.Length];
            foreach (var (pattern, _) in patterns)
            {
                mixture.Chances(pattern, chances);
                appender.Set(0, pattern);
                appender.Set(1, (int)Ladder.Of(pattern));
                for (var r = 1; r < chances.Length; r++)
                {
                    appender.Set(r + 1, chances[r] - chances[0] - CommonEqual(model, pattern, (Relation)r));
                }
                appender.EndRow();
            }
            appender.Complete();
        }
        return _db.Query(
            $"""
            SELECT a, b, pattern, rung, weight FROM (
                SELECT a, b, pattern, rung,
                    -log2(pow(2, household + tf_given + tf_birth) + pow(2, twin + tf_given) + pow(2, namesake + tf_birth) + pow(2, stranger + tf_family + tf_given + tf_birth)) AS weight
                FROM compared JOIN chance USING (pattern)
            ) WHERE weight >= {least.ToString("R", System.Globalization.CultureInfo.InvariantCulture)} OR rung BETWEEN {(int)Rung.M1} AND {(int)Rung.Conflict}
            ORDER BY weight DESC, a, b
            """,
            r => new LinkEdge(r.GetInt32(0), r.GetInt32(1), r.GetInt64(2), (Rung)r.GetInt16(3), r.GetDouble(4)));
    }

    /// <inheritdoc/>
    public void Dispose() => _db.Dispose();

    /// <summary>
    /// The part of the correction for common values that all pairs of a pattern share. A value that n of N records have coincides with chance
    /// (n - 1) / (N + 1/u): for a rare value in a small file that is the file's mean u, in a large file the value's own share.
    /// </summary>
    private double CommonEqual(LinkModel model, long pattern, Relation relation) =>
        WithFrequency
            .Where(s => Mixture.ByChance(relation, s) && Slots.Level(pattern, s) == Comparison.Equal)
            .Sum(s => model.Of(s) is { } field ? Math.Log2((field.Levels[0].U * _records) + 1) : 0);

    private void Compare(string pairs, string into)
    {
        var compared = Comparison.All.Where(c => _slots.Contains(c.Slot)).ToList();
        var levels = string.Join(",\n", compared.Select(c => $"({c.Sql})::BIGINT AS l{(int)c.Slot}"));
        var pattern = string.Join(" | ", compared.Select(c => $"(l{(int)c.Slot} << {Slots.Bits * (int)c.Slot})"));
        var valid = _slots.Contains(Slot.Document) ? $" | CASE WHEN l{(int)Slot.Document} = 1 AND a_kind > 1 THEN {Ladder.ValidDocument} ELSE 0 END" : "";
        var counts = string.Concat(WithFrequency.Where(_slots.Contains).Select(s => $", a.{s.Name()}_n AS n{(int)s}"));
        string Frequency(params Slot[] slots) =>
            slots.Where(_slots.Contains).Select(s => $"CASE WHEN l{(int)s} = 1 THEN log2(n{(int)s} - 1) ELSE 0 END").DefaultIfEmpty("0").Aggregate((x, y) => $"{x} + {y}");
        _db.Execute(
            $"""
            CREATE TABLE {into} AS
            SELECT a, b, {pattern}{valid} AS pattern, ({Frequency(Slot.Given)})::FLOAT AS tf_given, ({Frequency(Slot.Birth)})::FLOAT AS tf_birth,
                ({Frequency([.. WithFrequency.Where(s => s is not (Slot.Given or Slot.Birth))])})::FLOAT AS tf_family
            FROM (
                SELECT p.a, p.b, a.document_kind AS a_kind{counts},
                {levels}
                FROM {pairs} p JOIN person a ON a.row = p.a JOIN person b ON b.row = p.b
            )
            """);
    }

    private List<PatternCount> Patterns(string table) =>
        _db.Query($"SELECT pattern, count(*) FROM {table} GROUP BY pattern ORDER BY pattern", r => new PatternCount(r.GetInt64(0), r.GetInt64(1)));

    private void FillPersons(PersonRecords records, int[] order)
    {
        using var appender = _db.Append("main", "person");
        var texts = _slots.Select(s => (Column: appender.Column(s.Name()), Values: records[s])).ToList();
        var counts = WithFrequency.Where(_slots.Contains).Select(s => (Column: appender.Column(s.Name() + "_n"), Values: records[s])).ToList();
        var oneForm = appender.Column("one_form");
        var kind = appender.Column("document_kind");
        var forms = records[Slot.Given].Values.Select(GivenNames.OneForm).ToArray();
        for (var row = 0; row < order.Length; row++)
        {
            var record = order[row];
            appender.Set(0, row);
            foreach (var (column, values) in texts)
            {
                if (values.NumberOf(record) > 0)
                {
                    appender.Set(column, values[record]);
                }
            }
            foreach (var (column, values) in counts)
            {
                appender.Set(column, values.CountOf(record));
            }
            if (records[Slot.Given].NumberOf(record) is > 0 and var given)
            {
                appender.Set(oneForm, forms[given]);
            }
            appender.Set(kind, (int)records.DocumentKind(record));
            appender.EndRow();
        }
        appender.Complete();
    }

    private void FillKeys(PersonRecords records, int[] order)
    {
        using var appender = _db.Append("main", "key");
        var sounds = new Dictionary<string, int>(StringComparer.Ordinal);
        var halves = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] Sounds(Slot slot, Func<string, string> form) => [.. records[slot].Values.Select(v => Number(sounds, NameForm.Sound(form(v).Split(' ')[0])))];
        int[] Birth(Func<string, string> part) => [.. records[Slot.Birth].Values.Select(v => v.Length == 8 && int.TryParse(part(v), out var number) ? number : 0)];
        int[] Half(Func<string, string> part) => [.. records[Slot.Document].Values.Select(v => v.Length < 4 ? 0 : Number(halves, part(v)))];
        (string Name, Slot Slot, int[]? Forms)[] keys =
        [
            ("given", Slot.Given, Sounds(Slot.Given, GivenNames.OneForm)),
            ("surname1", Slot.Surname1, Sounds(Slot.Surname1, v => v)),
            ("surname2", Slot.Surname2, Sounds(Slot.Surname2, v => v)),
            ("birth", Slot.Birth, Birth(v => v[..4] + Sorted(v))),
            ("birth_year", Slot.Birth, Birth(v => v[..4])),
            ("birth_monthday", Slot.Birth, Birth(Sorted)),
            ("document", Slot.Document, null),
            ("document_head", Slot.Document, Half(v => v[..(v.Length / 2)])),
            ("document_tail", Slot.Document, Half(v => "-" + v[(v.Length / 2)..])),
            ("cip", Slot.Cip, null),
            ("nass", Slot.Nass, null),
            ("phone", Slot.Phone, null),
            ("street", Slot.Street, null),
            ("postcode", Slot.Postcode, null),
            ("municipality", Slot.Municipality, null),
        ];
        for (var row = 0; row < order.Length; row++)
        {
            appender.Set(0, row);
            for (var i = 0; i < keys.Length; i++)
            {
                var number = records[keys[i].Slot].NumberOf(order[row]);
                if (number > 0 && (keys[i].Forms?[number] ?? number) is > 0 and var key)
                {
                    appender.Set(i + 1, key);
                }
            }
            appender.EndRow();
        }
        appender.Complete();
    }

    /// <summary>Month and day in one order, whichever of them was written first.</summary>
    private static string Sorted(string birth) =>
        string.CompareOrdinal(birth, 4, birth, 6, 2) <= 0 ? birth[4..] : string.Concat(birth.AsSpan(6, 2), birth.AsSpan(4, 2));

    private static int Number(Dictionary<string, int> numbers, string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }
        if (!numbers.TryGetValue(text, out var number))
        {
            numbers.Add(text, number = numbers.Count + 1);
        }
        return number;
    }
}

/// <summary>A compared pair that may be one person.</summary>
/// <param name="A">One record.</param>
/// <param name="B">The other.</param>
/// <param name="Pattern">How they agree.</param>
/// <param name="Rung">What the rules say.</param>
/// <param name="Weight">The odds that they are one person, in bits.</param>
internal readonly record struct LinkEdge(int A, int B, long Pattern, Rung Rung, double Weight);
