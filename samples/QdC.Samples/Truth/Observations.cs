using QdC.Samples.Extracts;

namespace QdC.Samples.Truth;

/// <summary>What deliveries said about one record over time.</summary>
internal sealed class Observation(string key)
{
    private readonly List<(DateOnly From, Conformed? Row)> _versions = [];

    /// <summary>The record's key.</summary>
    public string Key { get; } = key;

    /// <summary>The delivery that last held the key, loaded or rejected.</summary>
    public int PresentIn { get; set; } = -1;

    /// <summary>The delivery whose row was last loaded.</summary>
    public int LoadedIn { get; set; } = -1;

    /// <summary>The latest row, also when the record has been absent since.</summary>
    public Conformed Latest => _versions.Last(version => version.Row is not null).Row!;

    /// <summary>The latest row, or null while the record is absent.</summary>
    public Conformed? Live => _versions[^1].Row;

    /// <summary>Adds a row or, as null, an absence that holds from a date on.</summary>
    public void Add(DateOnly from, Conformed? row)
    {
        if (_versions.Count > 0 && _versions[^1].From == from)
            _versions[^1] = (from, row);
        else
            _versions.Add((from, row));
    }

    /// <summary>The row in force on a day: before the first delivery the first row, while absent the last known one.</summary>
    public Conformed AsOf(DateOnly day)
    {
        var found = _versions[0].Row!;
        foreach (var (from, row) in _versions)
        {
            if (from <= day && row is not null)
                found = row;
        }
        return found;
    }

    /// <summary>
    /// The date since which the record says what it says on a day; before the first delivery that delivery's, and through absences.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="said">What of a row counts.</param>
    public DateOnly Since(DateOnly day, Func<Conformed, string> said)
    {
        var (since, what) = (_versions[0].From, said(_versions[0].Row!));
        foreach (var (from, row) in _versions)
        {
            if (from <= day && row is not null && said(row) is var now && now != what)
                (since, what) = (from, now);
        }
        return since;
    }

    /// <summary>True when a full delivery in force on the day no longer held the record.</summary>
    public bool IsAbsentOn(DateOnly day)
    {
        var absent = false;
        foreach (var (from, row) in _versions)
        {
            if (from <= day)
                absent = row is null;
        }
        return absent;
    }
}

/// <summary>All observations of one extract, and what each delivery of it brought.</summary>
/// <param name="shape">The extract.</param>
/// <param name="system">The system that delivers it.</param>
/// <param name="numbers">What sets its record numbers apart from the same numbers of another system; empty for those of the cases.</param>
internal sealed class ExtractHistory(ExtractShape shape, string system = "", string numbers = "")
{
    private readonly Dictionary<string, Observation> _records = [];

    /// <summary>The extract.</summary>
    public ExtractShape Shape { get; } = shape;

    /// <summary>The system that delivers it.</summary>
    public string System { get; } = system;

    /// <summary>Every record ever loaded.</summary>
    public IReadOnlyCollection<Observation> Records => _records.Values;

    /// <summary>Records that the latest deliveries still hold.</summary>
    public IEnumerable<(string Key, Conformed Row)> Live =>
        _records.Values.Where(record => record.Live is not null).Select(record => (record.Key, record.Live!));

    /// <summary>The record with a key, or null.</summary>
    public Observation? Find(string? key) => key is null ? null : _records.GetValueOrDefault(key);

    /// <summary>Takes in the rows of a delivery and reports what became of them.</summary>
    /// <param name="rows">The rows as delivered.</param>
    /// <param name="delivery">The delivery's place in the order.</param>
    /// <param name="day">Its effective date.</param>
    /// <param name="window">Days within which absence speaks in a rolling extract; null when it does not.</param>
    public ExtractTally Take(IEnumerable<Row> rows, int delivery, DateOnly day, (DateOnly From, DateOnly To)? window)
    {
        var rules = new RowRules(Shape, day, numbers);
        var tally = new ExtractTally();
        var everyKeyReadable = true;
        foreach (var row in rows)
        {
            tally.Rows++;
            var conformed = rules.Conform(row, tally.Findings);
            everyKeyReadable &= conformed.Key.Length > 0;
            if (conformed.Rejected)
            {
                tally.Rejected++;
                if (_records.TryGetValue(conformed.Key, out var known))
                    known.PresentIn = delivery;
                continue;
            }
            Load(conformed, delivery, day, tally);
        }
        if (delivery > 0 && everyKeyReadable && (Shape.Window is null || window is not null))
            Retire(delivery, day, window);
        return tally;
    }

    private void Load(Conformed row, int delivery, DateOnly day, ExtractTally tally)
    {
        if (!_records.TryGetValue(row.Key, out var record))
            _records[row.Key] = record = new Observation(row.Key);
        if (record.LoadedIn == delivery)
        {
            tally.Duplicates++;
            if (!record.Latest.SameContent(row))
                tally.Count("duplicate_differs");
        }
        record.LoadedIn = delivery;
        record.PresentIn = delivery;
        record.Add(day, row);
    }

    private void Retire(int delivery, DateOnly day, (DateOnly From, DateOnly To)? window)
    {
        foreach (var record in _records.Values)
        {
            if (record.PresentIn == delivery || record.Live is not { } live)
                continue;
            if (Shape.Window is { } field)
            {
                var inside = CellText.TryDay(live.Values[field.Index] ?? "", out var value) && value >= window!.Value.From && value <= window.Value.To;
                if (!inside)
                    continue;
            }
            record.Add(day, null);
        }
    }
}

/// <summary>What became of the rows of an extract in one delivery.</summary>
internal sealed class ExtractTally
{
    /// <summary>Rows in the file.</summary>
    public int Rows { get; set; }

    /// <summary>Rows that did not load.</summary>
    public int Rejected { get; set; }

    /// <summary>Surplus rows of a key.</summary>
    public int Duplicates { get; set; }

    /// <summary>Findings by rule.</summary>
    public Dictionary<string, int> Findings { get; } = [];

    /// <summary>Counts a finding.</summary>
    public void Count(string rule) => Findings[rule] = Findings.GetValueOrDefault(rule) + 1;
}
