namespace QdC.Warehouse;

/// <summary>How many rows, and sums that tell whether they are the same ones.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Sums">Over the two halves of what tells a row, then over each exact number of the table; NULL where there is none.</param>
internal sealed record SliceTotals(long Rows, IReadOnlyList<decimal?> Sums)
{
    /// <summary>True when both tell the same rows.</summary>
    public bool Same(SliceTotals other) => Rows == other.Rows && Sums.SequenceEqual(other.Sums);

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} rows, sums {string.Join(" ", Sums.Skip(2).Select(s => s ?? 0))}";
}

/// <summary>What the server is to hold of an area: the tables of an embedded version, and how they differ from those of one before.</summary>
internal sealed class EmbeddedSlice : IDisposable
{
    private readonly AreaCode _area;
    private readonly DuckDbSession _db;
    private readonly HashSet<string> _identified = [];
    private readonly Dictionary<string, WarehouseTable> _before;

    /// <summary>Opens a version, and the one before it that the server holds; null when it is not kept any more.</summary>
    public EmbeddedSlice(AreaStore store, int? before, int version)
    {
        _area = store.Area;
        _db = store.OpenAttached(before == version ? null : before, version);
        Tables = WarehouseTable.Of(_db, "v2");
        _before = before == version ? Tables.ToDictionary(t => t.FullName) : before is null ? [] : WarehouseTable.Of(_db, "v1").ToDictionary(t => t.FullName);
        PublishedAt = _db.Scalar<string>("SELECT value FROM v2.meta.info WHERE key = 'published_at'") is { } text
            ? DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime
            : throw new StoreDamaged(store.PathOf(version), "The version does not say when it was published");
    }

    /// <summary>The version's tables.</summary>
    public IReadOnlyList<WarehouseTable> Tables { get; }

    /// <summary>When the version was published, UTC.</summary>
    public DateTime PublishedAt { get; }

    /// <summary>What the version holds of a table.</summary>
    public SliceTotals Totals(WarehouseTable table) => Totals(table, "v2");

    /// <summary>What the version before holds of it; null when there is none with the same columns.</summary>
    public SliceTotals? TotalsBefore(WarehouseTable table) =>
        _before.TryGetValue(table.FullName, out var before) && before.Columns.SequenceEqual(table.Columns) && Attached("v1") ? Totals(table, "v1") : null;

    /// <summary>How many rows come and go, since the version before or, for the whole table, at all.</summary>
    public (long Come, long Go) Changes(WarehouseTable table, bool whole) =>
        whole
            ? (_db.Scalar<long>($"SELECT count(*) FROM {Ids(table, "v2")}"), 0)
            : (_db.Scalar<long>($"SELECT count(*) FROM {Come(table, whole)} AS c"), _db.Scalar<long>($"SELECT count(*) FROM {Go(table)} AS g"));

    /// <summary>Refuses texts that the server's columns would cut.</summary>
    /// <exception cref="TextTooLong">One is too long.</exception>
    public void RequireShortTexts(WarehouseTable table)
    {
        var texts = table.Columns.Where(c => c.IsText).ToList();
        if (texts.Count == 0)
        {
            return;
        }
        var longest = _db.Query(
            $"SELECT {string.Join(", ", texts.Select(c => $"coalesce(max(length({c.Sent})), 0)"))} FROM v2.{table.FullName}",
            row => texts.Select((_, i) => row.GetInt64(i)).ToList())[0];
        if (longest.FindIndex(l => l > WarehouseColumn.TextLength) is >= 0 and var at)
        {
            throw new TextTooLong(_area, $"{table.FullName}.{texts[at].Name}", longest[at]);
        }
    }

    /// <summary>Sends the rows that come to where they wait. Gives back how many.</summary>
    public long SendRows(IWarehouseServer server, WarehouseTable table, bool whole, Guid sync)
    {
        var sql = $"SELECT '{sync}'::UUID, '{_area}', c.row_high, c.row_low, {string.Join(", ", table.Columns.Select(c => c.Sent))} FROM v2.{table.FullName} AS t JOIN {Come(table, whole)} AS c ON c.row_at = t.rowid";
        return _db.Read(sql, rows => server.Send(table.Staging, ["sync_id", .. SyncStatements.Identity, .. table.Columns.Select(c => c.Name)], rows));
    }

    /// <summary>Sends what tells the rows that go. Gives back how many.</summary>
    public long SendGone(IWarehouseServer server, WarehouseTable table, Guid sync) =>
        _db.Read(
            $"SELECT '{sync}'::UUID, '{_area}', '{table.FullName}', g.row_high, g.row_low FROM {Go(table)} AS g",
            rows => server.Send(SyncStatements.Gone, SyncStatements.GoneColumns, rows));

    /// <inheritdoc/>
    public void Dispose() => _db.Dispose();

    private SliceTotals Totals(WarehouseTable table, string version)
    {
        var ids = Ids(table, version);
        var sums = _db.Query($"SELECT count(*), sum(row_high)::DECIMAL(38,0), sum(row_low)::DECIMAL(38,0) FROM {ids}", row => (Rows: row.GetInt64(0), High: Sum(row, 1), Low: Sum(row, 2)))[0];
        var numbers = table.Columns.Where(c => c.IsDecimal).ToList();
        var exact = numbers.Count == 0
            ? []
            : _db.Query($"SELECT {string.Join(", ", numbers.Select(c => $"sum({c.Quoted})"))} FROM {version}.{table.FullName}", row => numbers.Select((_, i) => Sum(row, i)).ToList())[0];
        return new SliceTotals(sums.Rows, [sums.High, sums.Low, .. exact]);
    }

    /// <summary>The table of what tells the rows, made when it is first asked for. Rows that say the same are told by their count.</summary>
    private string Ids(WarehouseTable table, string version)
    {
        var name = $"{version}_{table.Schema}_{table.Name}";
        if (_identified.Add(name))
        {
            var text = string.Join(", ", table.Columns.Select(c => $"coalesce(CAST({c.Quoted} AS VARCHAR), chr(30))"));
            _db.Execute(
                $"""
                CREATE TEMP TABLE {name} AS
                SELECT row_at, CAST(md5_number_upper(said) >> 1 AS BIGINT) AS row_high, CAST(md5_number_lower(said) >> 1 AS BIGINT) AS row_low
                FROM (
                    SELECT row_at, CASE WHEN row_number() OVER same = 1 THEN said ELSE said || '#' || row_number() OVER same END AS said
                    FROM (SELECT rowid AS row_at, md5(concat_ws(chr(31), {text})) AS said FROM {version}.{table.FullName})
                    WINDOW same AS (PARTITION BY said ORDER BY row_at))
                """);
        }
        return name;
    }

    private string Come(WarehouseTable table, bool whole) =>
        whole ? Ids(table, "v2") : $"(SELECT * FROM {Ids(table, "v2")} ANTI JOIN {Ids(table, "v1")} USING (row_high, row_low))";

    private string Go(WarehouseTable table) => $"(SELECT row_high, row_low FROM {Ids(table, "v1")} ANTI JOIN {Ids(table, "v2")} USING (row_high, row_low))";

    private bool Attached(string version) => _db.Scalar<long>("SELECT count(*) FROM duckdb_databases() WHERE database_name = ?", version) > 0;

    private static decimal? Sum(DuckDB.NET.Data.DuckDBDataReader row, int at) => row.IsDBNull(at) ? null : row.GetDecimal(at);
}
