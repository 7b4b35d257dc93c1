using System.Globalization;

namespace QdC.Warehouse;

/// <summary>Which data of an area the shared warehouse holds.</summary>
/// <param name="Version">The area's version.</param>
/// <param name="SyncNumber">The number of the sync that brought them: another number is other data.</param>
/// <param name="SyncedAt">When, UTC.</param>
public sealed record WarehouseMark(int Version, long SyncNumber, DateTimeOffset SyncedAt)
{
    /// <summary>Tells the data from others.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"version {Version}, sync {SyncNumber}");
}

/// <summary>What a view holds of an area.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Sums">Sums, in the order of the columns asked for.</param>
public sealed record ViewTotals(long Rows, IReadOnlyList<decimal> Sums);

/// <summary>What the shared warehouse holds, so that what was made of it can be compared.</summary>
public interface IWarehouseFigures
{
    /// <summary>Which data of the area it holds; null when none.</summary>
    WarehouseMark? Mark(AreaCode area);

    /// <summary>Rows of the area in a view of schema <c>bi</c>, and sums of some of its columns.</summary>
    ViewTotals Totals(AreaCode area, string view, IReadOnlyList<string> columns);
}

/// <summary>The shared warehouse on SQL Server, asked for totals. The login reads <c>ops.area_version</c> and schema <c>bi</c>, and is mapped to every area.</summary>
/// <param name="connect">Opens a connection; each question has its own.</param>
/// <param name="reads">How reading is tried again.</param>
public sealed class ServerFigures(Func<IWarehouseServer> connect, RetryPolicy reads) : IWarehouseFigures
{
    /// <inheritdoc/>
    public WarehouseMark? Mark(AreaCode area) =>
        Read(server => server.Query(
            "SELECT version, sync_number, synced_at FROM ops.area_version WHERE area_code = @area",
            row => new WarehouseMark(row.GetInt32(0), row.GetInt64(1), new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(2), DateTimeKind.Utc))),
            ("area", area))).SingleOrDefault();

    /// <inheritdoc/>
    public ViewTotals Totals(AreaCode area, string view, IReadOnlyList<string> columns)
    {
        foreach (var name in columns.Append(view).Where(n => n.Length == 0 || !n.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')))
        {
            throw new ArgumentException($"'{name}' is no name of the warehouse's.");
        }
        var sums = string.Concat(columns.Select(c => $", SUM(CAST({c} AS decimal(38, 6)))"));
        return Read(server => server.Query(
            $"SELECT COUNT_BIG(area_code){sums} FROM bi.{view} WHERE area_code = @area",
            row => new ViewTotals(row.GetInt64(0), [.. columns.Select((_, i) => row.IsDBNull(i + 1) ? 0 : row.GetDecimal(i + 1))]),
            ("area", area)))[0];
    }

    private T Read<T>(Func<IWarehouseServer, T> what) =>
        reads.Do(() =>
        {
            using var server = connect();
            return what(server);
        });
}
