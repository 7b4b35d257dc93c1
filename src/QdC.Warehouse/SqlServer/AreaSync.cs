using System.Globalization;

namespace QdC.Warehouse;

/// <summary>How a table's rows reach the server.</summary>
public enum SyncWay
{
    /// <summary>The server has them all.</summary>
    None,

    /// <summary>What came and went since the version that the server holds.</summary>
    Difference,

    /// <summary>The area's whole part of the table: the server holds something else than the version it names, or one that is not kept.</summary>
    Whole,
}

/// <summary>What a sync does to a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Way">How.</param>
/// <param name="Come">Rows sent.</param>
/// <param name="Go">Rows taken away that are told by what was sent; 0 for the whole table.</param>
public sealed record TableSync(string Table, SyncWay Way, long Come, long Go);

/// <summary>What a sync did, or would do.</summary>
/// <param name="Area">The area.</param>
/// <param name="Before">The version the server held; null when none.</param>
/// <param name="Version">The version it holds now.</param>
/// <param name="Rows">The area's rows on the server now.</param>
/// <param name="Tables">What changed, by table.</param>
public sealed record SyncResult(string Area, int? Before, int Version, long Rows, IReadOnlyList<TableSync> Tables)
{
    /// <summary>True when the server holds the version already, row by row.</summary>
    public bool IsNothing => Before == Version && Tables.Count == 0;

    /// <summary>Rows sent, those that go included.</summary>
    public long Sent => Tables.Sum(t => t.Come + t.Go);
}

/// <summary>
/// Brings the server's part of the star to an area's current version. What differs is found by comparing embedded versions, sent to
/// <c>load</c>, and put in place in one transaction that also moves <c>ops.area_version</c>: readers see the old version or the new one.
/// Before it commits, counts and sums on the server are compared with the embedded version's. Killed or failing at any moment, nothing
/// that is read has changed, or all of it, and the next sync goes on from there.
/// </summary>
/// <param name="connect">Opens a connection; each try has its own.</param>
/// <param name="reads">How reading is tried again.</param>
/// <param name="writes">How a whole sync is tried again; each try first finds out what an earlier one has done.</param>
/// <param name="clock">For the moment that is recorded.</param>
/// <param name="by">Who does it, for the record.</param>
public sealed class AreaSync(Func<IWarehouseServer> connect, RetryPolicy reads, RetryPolicy writes, TimeProvider clock, string by)
{
    private const int BlockedByPolicy = 33504;
    private const int KeyIsThere = 2627;

    /// <summary>What <see cref="Sync"/> would do. Changes nothing.</summary>
    public SyncResult Plan(AreaStore store)
    {
        using var found = Look(store);
        return found.Result;
    }

    /// <summary>True when the server names another version than the area's current one. Its rows are not looked at.</summary>
    public bool IsBehind(AreaStore store) => Read(server => ServerState.Read(server, store.Area)).Version != store.Current;

    /// <summary>Brings the server to the area's current version.</summary>
    /// <param name="store">The area's store.</param>
    /// <param name="name">The area's name, as readers see it.</param>
    /// <exception cref="WarehouseNotMigrated">The server lacks a table or column.</exception>
    /// <exception cref="LoaderSeesTooLittle">The login is not mapped to the area.</exception>
    /// <exception cref="ServerUnavailable">It did not answer as often as it was tried.</exception>
    public SyncResult Sync(AreaStore store, string name) =>
        writes.Do(() =>
        {
            using var found = Look(store); // after a commit of which no answer came, it says so
            if (!found.Result.IsNothing)
            {
                using var server = connect();
                if (!server.TryLock($"qdc:sync:{store.Area}"))
                {
                    throw new ServerBusy($"it syncs {store.Area}");
                }
                try
                {
                    Apply(server, store.Area, name, found);
                }
                catch (ServerRefused e) when (e.Number == BlockedByPolicy)
                {
                    throw new LoaderSeesTooLittle(store.Area, 0, found.State.Rows);
                }
            }
            return found.Result;
        });

    /// <summary>Compares what the server holds with the current version.</summary>
    private Found Look(AreaStore store)
    {
        var version = store.Current ?? throw new VersionMissing(store.Area, (int?)null, []);
        var state = Read(server => ServerState.Read(server, store.Area));
        var slice = new EmbeddedSlice(store, state.Version is { } held && store.Versions.Contains(held) ? held : null, version);
        try
        {
            var missing = slice.Tables.SelectMany(state.Missing).ToList();
            if (missing.Count > 0)
            {
                throw new WarehouseNotMigrated(missing);
            }
            List<WarehouseTable> tables = [.. slice.Tables, .. state.Others(slice.Tables)];
            var there = Read(server => tables.ConvertAll(t => ServerState.Totals(server, t, store.Area)));
            if (there.Sum(t => t.Rows) == 0 && state.Rows > 0)
            {
                throw new LoaderSeesTooLittle(store.Area, 0, state.Rows);
            }
            return new Found(state, slice, [.. tables.Zip(there, (t, totals) => Compare(slice, t, totals))], version, store.Area);
        }
        catch
        {
            slice.Dispose();
            throw;
        }
    }

    private T Read<T>(Func<IWarehouseServer, T> what) =>
        reads.Do(() =>
        {
            using var server = connect();
            return what(server);
        });

    private static TableWork Compare(EmbeddedSlice slice, WarehouseTable table, SliceTotals there)
    {
        if (table.Columns.Count == 0)
        {
            return new TableWork(table, new SliceTotals(0, [null, null]), there.Rows == 0 ? SyncWay.None : SyncWay.Whole, 0, 0);
        }
        var wanted = slice.Totals(table);
        var way = there.Same(wanted) ? SyncWay.None : slice.TotalsBefore(table) is { } before && there.Same(before) ? SyncWay.Difference : SyncWay.Whole;
        var (come, go) = way == SyncWay.None ? (0, 0) : slice.Changes(table, way == SyncWay.Whole);
        return new TableWork(table, wanted, way, come, go);
    }

    private void Apply(IWarehouseServer server, AreaCode area, string name, Found found)
    {
        var (sync, slice, work) = (Guid.NewGuid(), found.Slice, found.Tables.Where(w => w.Way != SyncWay.None).ToList());
        foreach (var staging in slice.Tables.Select(t => t.Staging).Append(SyncStatements.Gone))
        {
            server.Execute(SyncStatements.Clear(staging), ("area", area)); // of a sync that died
        }
        foreach (var part in work.Where(w => w.Table.Columns.Count > 0))
        {
            slice.RequireShortTexts(part.Table);
            slice.SendRows(server, part.Table, part.Way == SyncWay.Whole, sync);
            if (part.Way == SyncWay.Difference)
            {
                slice.SendGone(server, part.Table, sync);
            }
        }
        server.InTransaction(() =>
        {
            MoveVersion(server, area, name, found); // first: it makes other syncs of the area wait
            foreach (var part in work)
            {
                Replace(server, area, sync, part);
            }
            server.Execute(SyncStatements.PeopleGone, ("area", area));
            server.Execute(SyncStatements.PeopleCome, ("area", area));
            server.Execute(SyncStatements.Clear(SyncStatements.Gone), ("area", area));
            var (before, result) = (found.State.Version?.ToString(CultureInfo.InvariantCulture) ?? "none", found.Result);
            server.Execute(SyncStatements.Audit, ("now", Now()), ("by", by), ("area", area), ("detail", string.Create(CultureInfo.InvariantCulture, $"version {before} to {result.Version}: {result.Sent} rows sent, {result.Rows} there")));
        });
    }

    private static void Replace(IWarehouseServer server, AreaCode area, Guid sync, TableWork part)
    {
        if (part.Way == SyncWay.Whole)
        {
            server.Execute(SyncStatements.DeleteAll(part.Table), ("area", area));
        }
        else
        {
            server.Execute(SyncStatements.DeleteGone(part.Table), ("area", area), ("sync", sync));
        }
        if (part.Table.Columns.Count > 0)
        {
            server.Execute(SyncStatements.Insert(part.Table), ("sync", sync));
            server.Execute(SyncStatements.Clear(part.Table.Staging), ("area", area));
        }
        var there = ServerState.Totals(server, part.Table, area);
        if (!there.Same(part.Wanted))
        {
            throw new SliceNotEqual(area, part.Table.FullName, there.ToString(), part.Wanted.ToString());
        }
    }

    private void MoveVersion(IWarehouseServer server, AreaCode area, string name, Found found)
    {
        (string, object?)[] said = [("area", area), ("name", name), ("version", found.Result.Version), ("published", found.Slice.PublishedAt), ("now", Now()), ("rows", found.Result.Rows)];
        try
        {
            var moved = found.State.Version is null ? server.Execute(SyncStatements.FirstVersion, said) : server.Execute(SyncStatements.NextVersion, [.. said, ("seen", found.State.SyncNumber)]);
            if (moved != 1)
            {
                throw new ServerVersionMoved(area);
            }
        }
        catch (ServerRefused e) when (e.Number == KeyIsThere)
        {
            throw new ServerVersionMoved(area); // of two first syncs at once, on a server without locks by name
        }
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;

    private sealed record TableWork(WarehouseTable Table, SliceTotals Wanted, SyncWay Way, long Come, long Go);

    private sealed record Found(ServerState State, EmbeddedSlice Slice, IReadOnlyList<TableWork> Tables, int Version, AreaCode Area) : IDisposable
    {
        public SyncResult Result { get; } = new(
            Area.Value,
            State.Version,
            Version,
            Tables.Sum(t => t.Wanted.Rows),
            [.. Tables.Where(t => t.Way != SyncWay.None).Select(t => new TableSync(t.Table.FullName, t.Way, t.Come, t.Go))]);

        public void Dispose() => Slice.Dispose();
    }
}
