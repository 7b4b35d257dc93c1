using System.Data.Common;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>A server that has whatever is tried.</summary>
internal sealed class GenerousServer(IWarehouseServer server) : IWarehouseServer
{
    /// <summary>True when another has every lock.</summary>
    public bool Locked { get; init; }

    /// <inheritdoc/>
    public long Execute(string sql, params (string Name, object? Value)[] parameters) =>
        sql.Contains("qdc_trial", StringComparison.Ordinal) ? -1 : server.Execute(sql, parameters);

    /// <inheritdoc/>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters) => server.Query(sql, row, parameters);

    /// <inheritdoc/>
    public long Send(string table, IReadOnlyList<string> columns, DbDataReader rows) => server.Send(table, columns, rows);

    /// <inheritdoc/>
    public void InTransaction(Action work) => server.InTransaction(work);

    /// <inheritdoc/>
    public bool TryLock(string name) => !Locked;

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();
}
